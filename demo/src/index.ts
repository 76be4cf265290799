export * from './check.ts'
export * from './ports.ts'
export * from './progress.ts'
export * from './system.ts'
