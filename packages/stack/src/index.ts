export { StackError, type StackErrorCode } from './errors.ts'
export { serviceDatabaseUrl } from './service-database-url.ts'
export type { Broker, Detour, KafkaTool, Stack, StackMode } from './stack.ts'
export { type StackOptions, startStack } from './start-stack.ts'
