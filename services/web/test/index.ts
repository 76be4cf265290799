// For the tests in a browser.
export * from './fake-live.ts'
export * from './fake-operations.ts'
export * from './fake-rider-api.ts'
export { aService } from './fake-service.ts'
export { aWeb } from './web-under-test.ts'
