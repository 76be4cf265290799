import { deliveryEvents, deliveryLocation } from '@doorstep/contracts'
import { forgetGroup, isWhole, type KafkaCluster } from '@doorstep/kafka'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import { DoorstepError } from '@doorstep/runtime'

/** The tables hold what the topics no longer do. */
export class TopicCutError extends DoorstepError {
  readonly code = 'TOPIC_CUT'
  readonly retryable = false
}

export interface RebuildOptions {
  readonly sql: Sql
  readonly kafka: KafkaCluster
  /** Whether to go on if retention has deleted a part of the topics, which then cannot come back. */
  readonly isPartWelcome: boolean
}

/**
 * Empties the tables, and has the service read the topics from the beginning when it starts next. Refused while the
 * service runs. To be repeated if it fails: only then is it certain that no row and no offset is left.
 */
export async function rebuild({ sql, kafka, isPartWelcome }: RebuildOptions): Promise<void> {
  if (!isPartWelcome) {
    for (const topic of [deliveryLocation, deliveryEvents]) {
      if (await isWhole(kafka, topic)) continue
      throw new TopicCutError(
        `Retention has deleted a part of ${topic.name}: older rows would be lost (--partial to lose them)`,
      )
    }
  }
  await forgetGroup(kafka, 'analytics')
  await orUnavailable(sql`truncate fixes, deliveries, rider_hours, cell_slots`)
  // Again: a service that came and went since the first time would have counted rows that are gone now.
  await forgetGroup(kafka, 'analytics')
}
