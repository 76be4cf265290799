import type { Service } from '@doorstep/runtime'
import type { Redis } from 'ioredis'
import { decodePosition } from './encoded-position.ts'
import type { Channel, Channels } from './gateway/rooms.ts'
import { trailKey } from './store.ts'

/** A subscriber says nothing by itself, so a connection that died in silence shows only by a question left unanswered. */
const PING_EVERY_MS = 500
const CHANNELS_A_COMMAND = 1_000

/**
 * The positions published for the deliveries somebody looks at. What is published while the connection is away is gone;
 * so each channel is told when it is lost and when it is subscribed to again, and reads what it missed.
 */
export function createFanOut(redis: Redis, keyPrefix: string): Channels & Service {
  const channels = new Map<string, Channel>()
  const prefix = trailKey(keyPrefix, '')
  let pings: NodeJS.Timeout | undefined

  async function subscribeTo(deliveryIds: readonly string[]): Promise<void> {
    for (let from = 0; from < deliveryIds.length; from += CHANNELS_A_COMMAND) {
      const part = deliveryIds.slice(from, from + CHANNELS_A_COMMAND)
      await redis.subscribe(...part.map((deliveryId) => prefix + deliveryId))
      for (const deliveryId of part) channels.get(deliveryId)?.subscribed()
    }
  }

  /** A connection that is there but does not subscribe is made again, and all channels with it. */
  function startAgain(): void {
    if (redis.status === 'ready') redis.disconnect(true)
  }

  redis.on('ready', () => void subscribeTo([...channels.keys()]).catch(startAgain))
  redis.on('close', () => {
    for (const channel of channels.values()) channel.lost()
  })
  redis.on('message', (name: string, text: string) => {
    const position = decodePosition(text)
    if (position !== undefined) channels.get(name.slice(prefix.length))?.position(position)
  })

  return {
    name: 'fan-out',
    async start() {
      pings = setInterval(() => void redis.ping().catch(noticedByTheConnection), PING_EVERY_MS)
    },
    async stop() {
      clearInterval(pings)
    },
    subscribe(deliveryId, channel) {
      channels.set(deliveryId, channel)
      subscribeTo([deliveryId]).catch(() => {
        channel.lost()
        startAgain()
      })
    },
    unsubscribe(deliveryId) {
      channels.delete(deliveryId)
      redis.unsubscribe(prefix + deliveryId).catch(noticedByTheConnection)
    },
  }
}

/** Which then closes, and tells every channel. */
function noticedByTheConnection(): void {}
