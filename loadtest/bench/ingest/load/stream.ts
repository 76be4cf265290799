import { once } from 'node:events'
import { connect } from 'node:net'
import type { Template } from '../riders.ts'
import type { Connection } from './drive.ts'

const FINAL_TEXT = 0x81
const FINAL_PING = 0x89
const MASKED = 0x80
const PONG = Buffer.from([0x8a, MASKED, 0, 0, 0, 0])
const LENGTH_IN_16_BITS = 126

/** One phone's WebSocket, without a client library, as for HTTP. */
export async function streamConnection(port: number, key: string, phone: Template): Promise<Connection> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(socket, 'connect')
  socket.write(upgrade(key))
  const [answer] = (await once(socket, 'data')) as [Buffer]
  if (!answer.toString('latin1').startsWith('HTTP/1.1 101'))
    throw new Error(`No WebSocket: ${answer.toString('latin1')}`)
  let answered: ((taken: boolean) => void) | undefined
  let received = Buffer.alloc(0)

  function settle(taken: boolean): void {
    const tell = answered
    answered = undefined
    tell?.(taken)
  }
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    for (let length = lengthOfFrame(received); length !== undefined; length = lengthOfFrame(received)) {
      const frame = received.subarray(0, length)
      received = received.subarray(length)
      if (frame[0] === FINAL_PING) socket.write(PONG)
      else settle(frame.includes('"accepted"'))
    }
  })
  socket.on('error', () => settle(false))
  socket.on('close', () => settle(false))

  return {
    send(tell) {
      answered = tell
      if (socket.destroyed) return settle(false)
      socket.write(phone.next())
    },
  }
}

/** A client's text frame of up to 64 KiB. Its mask is zero, which leaves the message as it is. */
export function textFrame(message: string): string {
  const length = Buffer.byteLength(message)
  const head =
    length < LENGTH_IN_16_BITS
      ? [FINAL_TEXT, MASKED | length]
      : [FINAL_TEXT, MASKED | LENGTH_IN_16_BITS, length >> 8, length & 0xff]
  return Buffer.from([...head, 0, 0, 0, 0]).toString('latin1') + message
}

/** Undefined until all of it is there. Ingest's answers are unmasked and short. */
function lengthOfFrame(received: Buffer): number | undefined {
  const short = received[1]
  if (short === undefined || (short === LENGTH_IN_16_BITS && received.length < 4)) return undefined
  const length = short === LENGTH_IN_16_BITS ? received.readUInt16BE(2) + 4 : short + 2
  return received.length >= length ? length : undefined
}

function upgrade(key: string): string {
  return [
    'GET /v1/locations/stream HTTP/1.1',
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.from('a bench of rides').toString('base64')}`,
    `Authorization: Bearer ${key}`,
    '\r\n',
  ].join('\r\n')
}
