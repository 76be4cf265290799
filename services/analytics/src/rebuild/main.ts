import { connectKafka } from '@doorstep/kafka'
import { connectPostgres } from '@doorstep/postgres'
import { createLogger, readEnv } from '@doorstep/runtime'
import { AnalyticsConfig } from '../config.ts'
import { rebuild } from './rebuild.ts'

const config = readEnv(AnalyticsConfig, process.env)
const log = createLogger({ name: 'analytics', level: config.LOG_LEVEL })
const sql = connectPostgres({ url: config.DATABASE_URL, schema: 'analytics' })
const kafka = connectKafka({
  clientId: 'analytics',
  brokers: config.KAFKA_BROKERS,
  topicPrefix: config.TOPIC_PREFIX,
  log,
})

try {
  await rebuild({ sql, kafka, isPartWelcome: process.argv.includes('--partial') })
  log.info('the tables are empty; the service will fill them from the topics when it starts')
} catch (err) {
  log.fatal({ err }, err instanceof Error ? err.message : 'failed')
  process.exitCode = 1
} finally {
  await sql.end()
}
