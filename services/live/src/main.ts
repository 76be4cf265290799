import { createLogger, readEnv, run } from '@doorstep/runtime'
import { LiveConfig } from './config.ts'
import { createLive } from './service.ts'

const config = readEnv(LiveConfig, process.env)
const log = createLogger({ name: 'live', level: config.LOG_LEVEL })

await run(await createLive(config, log), log)
