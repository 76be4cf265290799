import { createLogger, readEnv, run } from '@doorstep/runtime'
import { AnalyticsConfig } from './config.ts'
import { createAnalytics } from './service.ts'

const config = readEnv(AnalyticsConfig, process.env)
const log = createLogger({ name: 'analytics', level: config.LOG_LEVEL })

await run(await createAnalytics(config, log), log)
