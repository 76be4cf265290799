// For the tests in a browser.
export * from './api-in-memory.ts'
