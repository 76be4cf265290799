import { once } from 'node:events'
import { connect } from 'node:net'
import { type FrameCounter, frameCounter } from './frames.ts'

const END_OF_HEAD = '\r\n\r\n'

/** `40`, masked by zeros: joins socket.io's default namespace. */
const JOIN_SOCKET_IO = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30])

/** Masked by zeros, without a payload. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

export interface Viewer {
  readonly counter: FrameCounter
  readonly closed: Promise<void>
}

/** A WebSocket that only counts and answers pings, so that thousands of them leave the machine to the server. */
export async function view(port: number, path: string): Promise<Viewer> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(socket, 'connect')
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()))
  const key = Buffer.alloc(16).toString('base64')
  const head = [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
  ]
  socket.write(head.join('\r\n') + END_OF_HEAD)

  const counter = frameCounter()
  const [first]: Buffer[] = await Promise.race([once(socket, 'data'), closed.then(() => [])])
  const answer = first?.toString('latin1') ?? ''
  if (!answer.startsWith('HTTP/1.1 101')) throw new Error(`no WebSocket at ${path}: ${answer.slice(0, 40)}`)
  counter.take(first?.subarray(answer.indexOf(END_OF_HEAD) + END_OF_HEAD.length) ?? Buffer.alloc(0))
  let answered = 0
  socket.on('data', (chunk) => {
    counter.take(chunk)
    if (counter.pings > answered) socket.write(PONG)
    answered = counter.pings
  })
  if (path.startsWith('/socket.io')) socket.write(JOIN_SOCKET_IO)
  return { counter, closed }
}
