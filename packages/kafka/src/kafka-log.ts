import type { Logger } from '@doorstep/runtime'
import { type logCreator, logLevel } from 'kafkajs'

const toldOtherwise = new Set(['Connection', 'Producer'])

/**
 * kafkajs logs as an error each thing it is about to try again, so its errors are warnings here and its warnings
 * information. What it gives up on reaches our own code, which decides and logs. Errors of connections and of sends are
 * only for debugging: whoever asked is told, and there is one for each partition.
 */
export function kafkaLog(log: Logger): logCreator {
  return () =>
    ({ level, namespace, log: entry }) => {
      const { message, timestamp: _ours, logger: _kafkajs, stack: _long, ...fields } = entry
      if (toldOtherwise.has(namespace)) log.debug({ namespace, ...fields }, message)
      else if (level === logLevel.ERROR) log.warn({ namespace, ...fields }, message)
      else log.info({ namespace, ...fields }, message)
    }
}
