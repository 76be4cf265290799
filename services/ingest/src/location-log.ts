import { deliveryLocation, locationRejects } from '@doorstep/contracts'
import type { Publisher } from '@doorstep/kafka'
import type { LocationLog } from './handler.ts'

/** The two topics, each acknowledged before `append` resolves. */
export function locationLog(publisher: Pick<Publisher, 'publishAll'>): LocationLog {
  return {
    async append(fixes, rejects) {
      const appending = []
      if (fixes.length > 0) appending.push(publisher.publishAll(deliveryLocation, fixes))
      if (rejects.length > 0) appending.push(publisher.publishAll(locationRejects, rejects))
      await Promise.all(appending)
    },
  }
}
