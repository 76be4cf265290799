import { createLogger, readEnv, run } from '@doorstep/runtime'
import { IngestConfig } from './config.ts'
import { createIngest } from './service.ts'

const config = readEnv(IngestConfig, process.env)
const log = createLogger({ name: 'ingest', level: config.LOG_LEVEL })

await run(await createIngest(config, log), log)
