export { connectPostgres, type PostgresOptions, type Sql } from './connect.ts'
export * from './connection.ts'
export * from './migrations.ts'
export * from './unavailable.ts'
