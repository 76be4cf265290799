import { bareWs } from './bare-ws.ts'
import { gateway } from './gateway.ts'
import { natsServer } from './nats-server.ts'
import { aPosition } from './position.ts'
import { type RunningBroadcaster, running } from './running.ts'
import { socketIo } from './socket-io.ts'

/** Shows positions for so many milliseconds, and answers how many; or answers what it is asked. */
export type Order = number | 'cpuS' | 'residentMb'

/** One broadcaster in a process of its own: says where it listens, then does as it is told until nobody tells it any more. */
const [kind = '', howMany = '', program = ''] = process.argv.slice(2)
const rooms = Number(howMany)
const kinds: Readonly<Record<string, () => Promise<RunningBroadcaster>>> = {
  'bare ws': () => running(bareWs(rooms), 'plain'),
  doorstep: () => running(gateway(rooms), 'plain'),
  'socket.io': () => running(socketIo(), 'socket.io'),
  'nats-server': () => natsServer(program),
}
const broadcaster = await kinds[kind]?.()
if (broadcaster === undefined) throw new Error(`no broadcaster is called ${kind}`)
const { port, dialect } = broadcaster

let turns = 0
async function showFor(ms: number): Promise<number> {
  const before = turns
  const until = performance.now() + ms
  while (performance.now() < until) {
    turns += 1
    for (let room = 0; room < rooms; room++) broadcaster?.show(room, aPosition(room, turns))
    await broadcaster?.taken()
  }
  return (turns - before) * rooms
}

process.on('message', async (order: Order) => {
  process.send?.(typeof order === 'number' ? await showFor(order) : broadcaster[order]())
})
process.once('disconnect', () => {
  broadcaster.stop()
  process.exit()
})
const paths = Array.from({ length: rooms }, (_, room) => broadcaster.pathOf(room))
process.send?.({ port, dialect, paths })
