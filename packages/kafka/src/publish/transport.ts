import type { OutgoingRecords } from './records.ts'

/** Every record a batch had for this partition is on all in-sync replicas, the first of them at `baseOffset`. */
export interface PartitionAck {
  readonly topic: string
  readonly partition: number
  readonly baseOffset: string
}

/**
 * Sends one batch, what goes to one partition in order. Resolves with the partitions that were written, which may be
 * fewer than the batch has. Rejects with `RefusedByBroker` for what no retry can mend; after any other rejection
 * nothing is known of the batch.
 */
export interface Transport {
  send(batch: readonly OutgoingRecords[]): Promise<readonly PartitionAck[]>
}

/** Whether the topic is to blame, and so each of its records, or some record of the batch. */
export class RefusedByBroker extends Error {
  readonly scope: 'topic' | 'record'

  constructor(scope: 'topic' | 'record', options: ErrorOptions) {
    super(options.cause instanceof Error ? options.cause.message : String(options.cause), options)
    this.scope = scope
  }
}
