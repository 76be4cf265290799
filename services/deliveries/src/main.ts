import { createLogger, readEnv, run } from '@doorstep/runtime'
import { DeliveriesConfig } from './config.ts'
import { createDeliveries } from './service.ts'

const config = readEnv(DeliveriesConfig, process.env)
const log = createLogger({ name: 'deliveries', level: config.LOG_LEVEL })

await run(await createDeliveries(config, log), log)
