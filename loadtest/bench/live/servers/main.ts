import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { bareWs } from './bare-ws.ts'
import { gateway } from './gateway.ts'
import { aPosition } from './position.ts'
import { socketIo } from './socket-io.ts'

/** One broadcaster in a process of its own: says where it listens, shows positions for as long as it is told to. */
const kinds = { 'bare ws': bareWs, doorstep: gateway, 'socket.io': socketIo } as const
const [kind = '', rooms = ''] = process.argv.slice(2)
const broadcaster = kinds[kind as keyof typeof kinds](Number(rooms))
const { server } = broadcaster

const sockets = new Set<Socket>()
server.on('connection', (socket: Socket) => {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.send?.({
  port: (server.address() as AddressInfo).port,
  paths: Array.from({ length: Number(rooms) }, (_, room) => broadcaster.pathOf(room)),
})

const emptyBytes = process.memoryUsage.rss()
let turns = 0
process.on('message', async (forMs: number) => {
  const until = performance.now() + forMs
  const cpuBefore = process.cpuUsage()
  while (performance.now() < until) {
    turns += 1
    for (let room = 0; room < Number(rooms); room++) broadcaster.show(room, aPosition(room, turns))
    await drained()
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  const residentBytes = process.memoryUsage.rss()
  process.send?.({
    cpuS: (user + system) / 1e6,
    residentMb: residentBytes / 1024 ** 2,
    kbASocket: (residentBytes - emptyBytes) / 1024 / sockets.size,
  })
})

/** Nobody is slow here, so nothing is to wait: what is measured is writing, not leaving out. */
async function drained(): Promise<void> {
  do await turn()
  while ([...sockets].some((socket) => socket.writableLength > 0))
}
