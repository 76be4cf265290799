import { createLogger, readEnv, run } from '@doorstep/runtime'
import { WebConfig } from './config.ts'
import { createWeb } from './service.ts'

const config = readEnv(WebConfig, process.env)
const log = createLogger({ name: 'web', level: config.LOG_LEVEL })

await run(await createWeb(config, log), log)
