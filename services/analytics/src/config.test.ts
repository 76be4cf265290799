import { readEnv } from '@doorstep/runtime'
import { expect, it } from 'vitest'
import { AnalyticsConfig } from './config.ts'

it('fixes are kept for thirty days unless it is said otherwise', () => {
  const needed = {
    KAFKA_BROKERS: 'kafka:9092',
    DATABASE_URL: 'postgres://db/doorstep',
    DOORSTEP_API_KEY: 'key',
  }
  expect(readEnv(AnalyticsConfig, needed).RETENTION_DAYS).toBe(30)
  expect(readEnv(AnalyticsConfig, { ...needed, RETENTION_DAYS: '7' }).RETENTION_DAYS).toBe(7)
})
