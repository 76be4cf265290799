import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { gateway } from '../live/servers/gateway.ts'
import { aPosition } from '../live/servers/position.ts'

/** One process of the gateway that shows every room a position a second: says where it listens. */
const SHOW_EVERY_MS = 1_000
const rooms = Number(process.argv[2])
const { server, pathOf, show } = gateway(rooms)

server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.send?.({
  port: (server.address() as AddressInfo).port,
  paths: Array.from({ length: rooms }, (_, room) => pathOf(room)),
})

process.once('disconnect', () => process.exit())

let turn = 0
setInterval(() => {
  turn += 1
  for (let room = 0; room < rooms; room++) show(room, aPosition(room, turn))
}, SHOW_EVERY_MS)
