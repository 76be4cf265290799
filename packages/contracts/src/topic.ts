import type { Static, TSchema } from 'typebox'

/** Kept for a time, or the newest record of each key for ever. */
export type TopicCleanup =
  | { readonly policy: 'delete'; readonly retentionMs: number }
  | { readonly policy: 'compact' }

/** A topic is a value that carries its name, its schema and its key, so that no two sides can disagree. */
export interface Topic<Schema extends TSchema = TSchema> {
  readonly name: string
  /** CloudEvents type, sent as the header `ce_type`. */
  readonly eventType: string
  readonly schema: Schema
  readonly keyOf: (event: Static<Schema>) => string
  readonly partitions: number
  readonly cleanup: TopicCleanup
}

/** The shortest time after which Kafka looks whether a part of a log can go. */
const SHORTEST_SEGMENT_MS = 600_000
const LONGEST_SEGMENT_MS = 24 * 3600 * 1000

/** How long a part of the log is written to. Kafka deletes whole parts, so a record outlives its time by as much. */
export function segmentMs({ cleanup }: Pick<Topic, 'cleanup'>): number {
  if (cleanup.policy === 'compact') return LONGEST_SEGMENT_MS
  return Math.min(LONGEST_SEGMENT_MS, Math.max(SHORTEST_SEGMENT_MS, cleanup.retentionMs / 24))
}

/** After so long a record is gone: from a compacted topic, one that a newer of its key has replaced. */
export function goneAfterMs(topic: Pick<Topic, 'cleanup'>): number {
  return (topic.cleanup.policy === 'compact' ? 0 : topic.cleanup.retentionMs) + segmentMs(topic)
}

export function defineTopic<Schema extends TSchema>(topic: Topic<Schema>): Topic<Schema> {
  return topic
}
