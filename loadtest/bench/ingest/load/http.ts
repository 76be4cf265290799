import { once } from 'node:events'
import { connect } from 'node:net'
import type { Template } from '../riders.ts'
import type { Connection } from './drive.ts'

const ACCEPTED = 'HTTP/1.1 202'

/**
 * One keep-alive connection that posts for several phones in turn, without a client library: its cost would be counted
 * against the server, which has the same two cores.
 */
export async function httpConnection(port: number, phones: readonly Template[]): Promise<Connection> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(socket, 'connect')
  let answered: ((taken: boolean) => void) | undefined
  let received = ''
  let turn = 0

  function settle(taken: boolean): void {
    const tell = answered
    answered = undefined
    received = ''
    tell?.(taken)
  }
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    if (isWhole(received)) settle(received.startsWith(ACCEPTED))
  })
  socket.on('error', () => settle(false))
  socket.on('close', () => settle(false))

  return {
    send(tell) {
      answered = tell
      if (socket.destroyed) return settle(false)
      socket.write((phones[turn++ % phones.length] as Template).next())
    },
  }
}

export function httpRequest(path: string, key: string, body: string): string {
  return [
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n')
  if (head === -1) return false
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? 0)
  return received.length >= head + 4 + length
}
