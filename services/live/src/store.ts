import type { ChainableCommander, Redis } from 'ioredis'
import type { LivePosition } from './domain/live-position.ts'
import { TRAIL_LENGTH, type Trail } from './domain/trail.ts'
import { decodePosition, encodePosition } from './encoded-position.ts'
import type { DeliveryPosition, LivePositionStore } from './handler.ts'
import { withoutCommand } from './redis.ts'
import { defineShowIfNewer } from './show-if-newer.ts'

/** As long as a tracking link outlives its delivery. What no customer can see any more is not kept. */
const KEPT_FOR_MS = 15 * 60_000

/** A pipeline's last answer comes after all the others: more commands at once could outlast the time limit of one. */
const COMMANDS_AT_ONCE = 500

export interface RedisStore extends LivePositionStore {
  /** The newest positions, oldest first; with a time, those recorded after it. */
  trail(deliveryId: string, recordedAfter?: number): Promise<Trail>
  /** Forgets all positions of these deliveries. */
  forget(deliveryIds: readonly string[]): Promise<void>
}

/** Trails as Redis streams, one a delivery. Every method rejects with `UnavailableError` while Redis is away. */
export function createStore(redis: Redis, keyPrefix: string): RedisStore {
  defineShowIfNewer(redis)
  const key = (deliveryId: string) => trailKey(keyPrefix, deliveryId)

  async function ask<Item, Answer>(
    items: readonly Item[],
    command: (pipeline: ChainableCommander, item: Item) => void,
  ): Promise<Answer[]> {
    const answers: Answer[] = []
    for (let from = 0; from < items.length; from += COMMANDS_AT_ONCE) {
      const pipeline = redis.pipeline()
      for (const item of items.slice(from, from + COMMANDS_AT_ONCE)) command(pipeline, item)
      answers.push(...(await answersOf<Answer>(pipeline.exec())))
    }
    return answers
  }

  return {
    async newest(deliveryIds) {
      const answers = await ask<string, StreamEntry[]>(deliveryIds, (pipeline, deliveryId) => {
        pipeline.xrevrange(key(deliveryId), '+', '-', 'COUNT', 1)
      })
      return answers.map((entries) => positionsIn(entries)[0])
    },
    async show(positions) {
      const shown = await ask<DeliveryPosition, number>(positions, (pipeline, { deliveryId, position }) => {
        const { recordedAt } = position.message
        pipeline.showIfNewer(key(deliveryId), recordedAt, encodePosition(position), TRAIL_LENGTH, KEPT_FOR_MS)
      })
      return shown.filter((one) => one === 1).length
    },
    async trail(deliveryId, recordedAfter) {
      const after = recordedAfter === undefined ? '-' : `(${recordedAfter}-0`
      const [entries = []] = await ask<string, StreamEntry[]>([deliveryId], (pipeline) => {
        pipeline.xrange(key(deliveryId), after, '+')
      })
      return positionsIn(entries).map(({ message }) => message)
    },
    async forget(deliveryIds) {
      await ask<string, number>(deliveryIds, (pipeline, deliveryId) => {
        pipeline.del(key(deliveryId))
      })
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
    throw withoutCommand(error)
  }
}
