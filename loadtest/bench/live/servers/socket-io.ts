import { createServer } from 'node:http'
import { Server } from 'socket.io'
import type { Broadcaster } from './running.ts'

/** Viewers answer no heartbeat of its own, so none is due while it is measured. */
const NO_HEARTBEAT = { pingInterval: 3_600_000 }

/** What most teams would take: its own rooms, WebSocket only. */
export function socketIo(): Broadcaster {
  const server = createServer()
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, ...NO_HEARTBEAT })
  io.on('connection', (socket) => void socket.join(`${socket.handshake.query.room}`))
  return {
    server,
    pathOf: (room) => `/socket.io/?EIO=4&transport=websocket&room=${room}`,
    show: (room, { message }) => void io.to(String(room)).emit('position', message),
  }
}
