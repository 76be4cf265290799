// For the tests in a browser.
export * from './fake-live.ts'
export { aWeb } from './web-under-test.ts'
