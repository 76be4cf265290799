import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Answers an upgrade that is not taken: below Fastify's reach, so by hand. */
export function refuseUpgrade(
  socket: Duplex,
  status: 401 | 403 | 404 | 503,
  headers: readonly string[] = [],
): void {
  socket.on('error', () => socket.destroy())
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...headers,
    'Connection: close',
    'Content-Length: 0',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n`)
}
