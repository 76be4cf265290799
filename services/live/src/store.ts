import type { Redis } from 'ioredis'
import type { LivePosition } from './domain/live-position.ts'
import { TRAIL_LENGTH, type Trail } from './domain/trail.ts'
import { decodePosition, encodePosition } from './encoded-position.ts'
import type { LivePositionStore } from './handler.ts'
import { asUnavailable } from './redis.ts'
import { defineShowIfNewer } from './show-if-newer.ts'

/** As long as a tracking link outlives its delivery. What no customer can see any more is not kept. */
const KEPT_FOR_MS = 15 * 60_000

export interface RedisStore extends LivePositionStore {
  /** The newest positions, oldest first; with a time, those recorded after it. */
  trail(deliveryId: string, recordedAfter?: number): Promise<Trail>
}

/** Trails as Redis streams, one a delivery. Every method rejects with `UnavailableError` while Redis is away. */
export function createStore(redis: Redis, keyPrefix: string): RedisStore {
  defineShowIfNewer(redis)
  const key = (deliveryId: string) => trailKey(keyPrefix, deliveryId)

  return {
    async newest(deliveryIds) {
      const pipeline = redis.pipeline()
      for (const deliveryId of deliveryIds) pipeline.xrevrange(key(deliveryId), '+', '-', 'COUNT', 1)
      const answers = await answersOf<StreamEntry[]>(pipeline.exec())
      return answers.map((entries) => positionsIn(entries)[0])
    },
    async show(positions) {
      const pipeline = redis.pipeline()
      for (const { deliveryId, position } of positions) {
        const { recordedAt } = position.message
        pipeline.showIfNewer(key(deliveryId), recordedAt, encodePosition(position), TRAIL_LENGTH, KEPT_FOR_MS)
      }
      const shown = await answersOf<number>(pipeline.exec())
      return shown.filter((one) => one === 1).length
    },
    async trail(deliveryId, recordedAfter) {
      const after = recordedAfter === undefined ? '-' : `(${recordedAfter}-0`
      const [entries = []] = await answersOf<StreamEntry[]>(
        redis.pipeline().xrange(key(deliveryId), after, '+').exec(),
      )
      return positionsIn(entries).map(({ message }) => message)
    },
  }
}

/** The stream that holds a delivery's trail, and the channel on which each addition is published. */
export function trailKey(prefix: string, deliveryId: string): string {
  return `${prefix}live:trail:${deliveryId}`
}

type StreamEntry = [id: string, fields: string[]]

function positionsIn(entries: readonly StreamEntry[]): LivePosition[] {
  return entries.flatMap(([, fields]) => decodePosition(fields[1] ?? 'null') ?? [])
}

/** The answers of a pipeline, or the first error among them. */
async function answersOf<Answer>(
  executed: Promise<[error: Error | null, answer: unknown][] | null>,
): Promise<Answer[]> {
  try {
    const answers = (await executed) ?? []
    return answers.map(([error, answer]) => {
      if (error !== null) throw error
      return answer as Answer
    })
  } catch (error) {
    throw asUnavailable(error)
  }
}
