import type { LivePosition } from '../src/domain/live-position.ts'
import { TRAIL_LENGTH, type Trail } from '../src/domain/trail.ts'
import type { RedisStore } from '../src/store.ts'

export interface InMemoryStore extends RedisStore {
  /** What was published, in order. */
  readonly published: { deliveryId: string; position: LivePosition }[]
}

/** Keeps the same rules as the store in Redis: `store-rules.ts` is run against both. */
export function inMemoryStore(): InMemoryStore {
  const trails = new Map<string, LivePosition[]>()
  const published: InMemoryStore['published'] = []
  const trailOf = (deliveryId: string) => trails.get(deliveryId) ?? []

  return {
    published,
    newest: async (deliveryIds) => deliveryIds.map((deliveryId) => trailOf(deliveryId).at(-1)),
    async show(positions) {
      const newer = positions.filter(({ deliveryId, position }) => {
        const trail = trailOf(deliveryId)
        if (position.message.recordedAt <= (trail.at(-1)?.message.recordedAt ?? -1)) return false
        trails.set(deliveryId, [...trail, position].slice(-TRAIL_LENGTH))
        return true
      })
      published.push(...newer)
      return newer.length
    },
    async trail(deliveryId, recordedAfter = -1): Promise<Trail> {
      return trailOf(deliveryId)
        .map(({ message }) => message)
        .filter(({ recordedAt }) => recordedAt > recordedAfter)
    },
    async forget(deliveryIds) {
      for (const deliveryId of deliveryIds) trails.delete(deliveryId)
    },
  }
}
