import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Broadcaster } from './running.ts'

/** The limit: nothing but `ws`, one encoding for each room. */
export function bareWs(rooms: number): Broadcaster {
  const members = Array.from({ length: rooms }, () => new Set<WebSocket>())
  const server = createServer()
  const webSockets = new WebSocketServer({ server, clientTracking: false, perMessageDeflate: false })
  webSockets.on('connection', (socket, request) => {
    const room = members[Number(request.url?.slice(1))]
    room?.add(socket)
    socket.on('close', () => room?.delete(socket))
    socket.on('error', () => {})
  })
  return {
    server,
    pathOf: (room) => `/${room}`,
    show(room, { message }) {
      const bytes = Buffer.from(JSON.stringify(message))
      for (const socket of members[room] ?? []) socket.send(bytes, { binary: false })
    },
  }
}
