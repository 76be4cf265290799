import { createLogger, readEnv } from '@doorstep/runtime'
import { openForCommand } from '../command.ts'
import { DeliveriesConfig } from '../config.ts'
import { rebuildTables } from './rebuild.ts'

const config = readEnv(DeliveriesConfig, process.env)
const log = createLogger({ name: 'deliveries', level: config.LOG_LEVEL })
const tools = openForCommand(config, log)

try {
  await tools.start()
  const told = await rebuildTables(tools)
  await tools.outboxIsEmpty()
  log.info(told, 'rider-assignments and rider-keys are as Postgres has them')
} catch (err) {
  log.fatal({ err }, err instanceof Error ? err.message : 'failed')
  process.exitCode = 1
} finally {
  await tools.stop()
}
// As a service does: kafkajs may have a connection left that nobody waits for.
process.exit()
