import { type Logger, pino } from 'pino'

export type { Logger }

/** Where a rider is stays out of logs, wherever in an object it stands. */
const coordinates = ['lat', 'lon', 'position', 'location', 'locations']

export interface LoggerOptions {
  readonly name: string
  readonly level: string
}

export function createLogger({ name, level }: LoggerOptions): Logger {
  const paths = coordinates.flatMap((field) => [field, `*.${field}`, `*.*.${field}`])
  return pino({ name, level, redact: { paths, censor: '[redacted]' } })
}
