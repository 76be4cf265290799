import { createLogger, readEnv, run } from '@doorstep/runtime'
import { SimulatorConfig } from './config.ts'
import { createSimulator } from './service.ts'

const config = readEnv(SimulatorConfig, process.env)
const log = createLogger({ name: 'simulator', level: config.LOG_LEVEL })

await run(await createSimulator(config, log), log)
