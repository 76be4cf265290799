export * from './eta.ts'
export * from './globe.ts'
export * from './line.ts'
export * from './project-on-line.ts'
