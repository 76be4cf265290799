import { createLogger, readEnv, run } from '@doorstep/runtime'
import { NotificationsConfig } from './config.ts'
import { createNotifications } from './service.ts'

const config = readEnv(NotificationsConfig, process.env)
const log = createLogger({ name: 'notifications', level: config.LOG_LEVEL })

await run(await createNotifications(config, log), log)
