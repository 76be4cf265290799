import { once } from 'node:events'
import { connect } from 'node:net'
import { type Dialect, type DialectName, dialects } from './dialects.ts'
import type { FrameCounter } from './frames.ts'

const END_OF_HEAD = '\r\n\r\n'

export interface Viewer {
  readonly counter: FrameCounter
  readonly closed: Promise<void>
  /** Resolves once it has been shown so many frames. One asks at a time. */
  shown(frames: number): Promise<void>
}

/** A WebSocket that only counts and answers pings, so that thousands of them leave the machine to the server. */
export async function view(port: number, path: string, dialect: DialectName = 'plain'): Promise<Viewer> {
  const { greeting, pong, counter: counterOf }: Dialect = dialects[dialect]
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

  const counter = counterOf({ pinged: (said) => void socket.write(pong(said)) })
  const [first]: Buffer[] = await Promise.race([once(socket, 'data'), closed.then(() => [])])
  const answer = first?.toString('latin1') ?? ''
  if (!answer.startsWith('HTTP/1.1 101')) throw new Error(`no WebSocket at ${path}: ${answer.slice(0, 40)}`)
  counter.take(first?.subarray(answer.indexOf(END_OF_HEAD) + END_OF_HEAD.length) ?? Buffer.alloc(0))
  let awaited = Number.POSITIVE_INFINITY
  let resolve = () => {}
  const tell = () => {
    if (counter.frames >= awaited) resolve()
  }
  socket.on('data', (chunk) => {
    counter.take(chunk)
    tell()
  })
  if (greeting !== undefined) socket.write(greeting(path))
  return {
    counter,
    closed,
    shown: (frames) =>
      new Promise((done) => {
        awaited = frames
        resolve = done
        tell()
      }),
  }
}
