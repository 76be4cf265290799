import { createIngest, IngestConfig } from '@doorstep/ingest'
import { createLogger, readEnv, run } from '@doorstep/runtime'

/** Ingest as it is, or as it would be if its fixes were safe at once: the limit of what publishing may cost. */
const withoutKafka = process.argv[2] === 'without-kafka'

const config = readEnv(IngestConfig, process.env)
const log = createLogger({ name: 'ingest', level: config.LOG_LEVEL })
const atOnce = () => ({ append: async () => undefined })

await run(await (withoutKafka ? createIngest(config, log, atOnce) : createIngest(config, log)), log)
