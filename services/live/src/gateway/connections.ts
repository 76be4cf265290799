import { setTimeout as delay } from 'node:timers/promises'
import { spread } from '@doorstep/runtime'
import type { CloseReason, Connection } from './connection.ts'

const CLOSED_WITHIN_MS = 1_500

/** Every open connection of this process, up to a limit. */
export interface Connections {
  /** Whether one more is refused: the limit is reached, or the process stops. */
  readonly full: boolean
  add(connection: Connection): void
  remove(connection: Connection): void
  /** Asks all to connect elsewhere, spread over a little time, and waits until they have gone. */
  goAway(): Promise<void>
}

export interface ConnectionMetrics {
  connected(transport: Connection['transport']): void
  disconnected(transport: Connection['transport']): void
  /** This process closed one, for this reason. */
  closed(reason: CloseReason): void
}

export function createConnections(max: number, metrics: ConnectionMetrics, spreadMs?: number): Connections {
  const connections = new Set<Connection>()
  let stopping = false
  let allGone: (() => void) | undefined

  async function gone(): Promise<void> {
    if (connections.size === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    allGone = resolve
    await Promise.race([promise, delay(CLOSED_WITHIN_MS)])
  }

  return {
    get full() {
      return stopping || connections.size >= max
    },
    add(connection) {
      connections.add(connection)
      metrics.connected(connection.transport)
    },
    remove(connection) {
      if (!connections.delete(connection)) return
      metrics.disconnected(connection.transport)
      if (connections.size === 0) allGone?.()
    },
    async goAway() {
      stopping = true
      await spread(connections, (connection) => connection.close('goingAway'), spreadMs)
      await gone()
      for (const connection of connections) connection.terminate()
    },
  }
}
