import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import type { LivePosition } from '../../../../services/live/src/domain/live-position.ts'
import type { DialectName } from '../viewers/dialects.ts'

/** Shows positions to everybody in a room. */
export interface Broadcaster {
  readonly server: Server
  /** Where to connect for the room. */
  pathOf(room: number): string
  show(room: number, position: LivePosition): void
}

/** A broadcaster that takes connections, in this process or in one of its own. */
export interface RunningBroadcaster extends Pick<Broadcaster, 'pathOf' | 'show'> {
  readonly port: number
  readonly dialect: DialectName
  /** Resolves when it has taken what it was shown: measured is writing, not queueing or leaving out. */
  taken(): Promise<void>
  /** Of its process, up to now. */
  cpuS(): number
  residentMb(): number
  stop(): void
}

export async function running(
  { server, pathOf, show }: Broadcaster,
  dialect: DialectName,
): Promise<RunningBroadcaster> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    dialect,
    pathOf,
    show,
    async taken() {
      do await turn()
      while ([...sockets].some((socket) => socket.writableLength > 0))
    },
    cpuS() {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1e6
    },
    residentMb() {
      globalThis.gc?.()
      return process.memoryUsage.rss() / 1024 ** 2
    },
    stop() {},
  }
}
