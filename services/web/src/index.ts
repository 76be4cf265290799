export * from './app.ts'
export * from './build/build-pages.ts'
export { pagesDirectory } from './built-pages.ts'
