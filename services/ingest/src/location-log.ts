import { deliveryLocation, locationRejects } from '@doorstep/contracts'
import type { Publisher } from '@doorstep/kafka'
import type { LocationLog } from './handler.ts'

/** The two topics, each acknowledged before `append` resolves. */
export function locationLog(publisher: Pick<Publisher, 'publishAll'>): LocationLog {
  return {
    append: (fixes, rejects) =>
      Promise.all([
        publisher.publishAll(deliveryLocation, fixes),
        publisher.publishAll(locationRejects, rejects),
      ]),
  }
}
