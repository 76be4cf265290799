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

export function defineTopic<Schema extends TSchema>(topic: Topic<Schema>): Topic<Schema> {
  return topic
}
