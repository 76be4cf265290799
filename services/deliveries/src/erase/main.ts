import { createLogger, readEnv } from '@doorstep/runtime'
import { openForCommand } from '../command.ts'
import { DeliveriesConfig } from '../config.ts'
import { createErasureStore } from '../store/erasures.ts'
import { erase, UsageError } from './erase.ts'
import { reportOf } from './report.ts'

const config = readEnv(DeliveriesConfig, process.env)
const log = createLogger({ name: 'deliveries', level: config.LOG_LEVEL })
const tools = openForCommand(config, log)

try {
  const [what = '', ...ids] = process.argv.slice(2)
  await tools.start()
  const erased = await erase(createErasureStore(tools.sql), { what, ids, now: Date.now() })
  await tools.outboxIsEmpty()
  for (const line of reportOf(erased)) process.stdout.write(`${line}\n`)
} catch (err) {
  if (err instanceof UsageError) process.stderr.write(`${err.message}\n`)
  else log.fatal({ err }, err instanceof Error ? err.message : 'failed')
  process.exitCode = 1
} finally {
  await tools.stop()
}
// As a service does: kafkajs may have a connection left that nobody waits for.
process.exit()
