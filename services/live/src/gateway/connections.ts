import { setTimeout as delay } from 'node:timers/promises'
import { spread } from '@doorstep/runtime'
import type { Connection, EndReason } from './connection.ts'

const CLOSED_WITHIN_MS = 1_500

/** Every open connection of this process, up to a limit for all and one for each address. */
export interface Connections {
  /** Whether one more from this address is refused: a limit is reached, or the process stops. */
  isFull(caller: string | undefined): boolean
  add(connection: Connection, caller: string | undefined): void
  remove(connection: Connection): void
  /** Asks all to connect elsewhere, spread over a little time, and waits until they have gone. */
  goAway(): Promise<void>
}

export interface ConnectionMetrics {
  connected(transport: Connection['transport']): void
  disconnected(transport: Connection['transport']): void
  /** This process closed one, or cut it off, for this reason. */
  closed(reason: EndReason): void
}

export interface ConnectionLimits {
  readonly max: number
  readonly maxFromOneAddress: number
  /** Over which all are asked to go. */
  readonly spreadMs?: number
}

export function createConnections(limits: ConnectionLimits, metrics: ConnectionMetrics): Connections {
  const connections = new Map<Connection, string | undefined>()
  const fromAddress = new Map<string, number>()
  let stopping = false
  let allGone: (() => void) | undefined

  async function gone(): Promise<void> {
    if (connections.size === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    allGone = resolve
    await Promise.race([promise, delay(CLOSED_WITHIN_MS)])
  }

  function count(caller: string | undefined, change: 1 | -1): void {
    if (caller === undefined) return
    const open = (fromAddress.get(caller) ?? 0) + change
    if (open === 0) fromAddress.delete(caller)
    else fromAddress.set(caller, open)
  }

  return {
    isFull(caller) {
      const isCallerFull = (fromAddress.get(caller ?? '') ?? 0) >= limits.maxFromOneAddress
      return stopping || connections.size >= limits.max || isCallerFull
    },
    add(connection, caller) {
      connections.set(connection, caller)
      count(caller, +1)
      metrics.connected(connection.transport)
    },
    remove(connection) {
      const caller = connections.get(connection)
      if (!connections.delete(connection)) return
      count(caller, -1)
      metrics.disconnected(connection.transport)
      if (connections.size === 0) allGone?.()
    },
    async goAway() {
      stopping = true
      await spread(connections.keys(), (connection) => connection.close('goingAway'), limits.spreadMs)
      await gone()
      for (const connection of connections.keys()) connection.terminate()
    },
  }
}
