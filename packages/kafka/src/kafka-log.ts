import type { Logger } from '@doorstep/runtime'
import { type logCreator, logLevel } from 'kafkajs'

/**
 * kafkajs logs as an error each thing it is about to try again, so its errors are warnings here and its warnings
 * information. What it gives up on reaches our own code, which decides and logs. A connection's errors are only for
 * debugging: whoever asked is told.
 */
export function kafkaLog(log: Logger): logCreator {
  return () =>
    ({ level, namespace, log: entry }) => {
      const { message, timestamp: _ours, logger: _kafkajs, stack: _long, ...fields } = entry
      if (namespace === 'Connection') log.debug({ namespace, ...fields }, message)
      else if (level === logLevel.ERROR) log.warn({ namespace, ...fields }, message)
      else log.info({ namespace, ...fields }, message)
    }
}
