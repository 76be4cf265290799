import { type FrameCounter, type FrameListener, frameCounter } from './frames.ts'
import { natsCounter } from './nats-messages.ts'

/** What a viewer has to say, and how it counts what it is shown. */
export interface Dialect {
  /** Said once the WebSocket is open. */
  readonly greeting?: (path: string) => Buffer
  readonly pong: (said: Buffer) => Buffer
  readonly counter: (listener: FrameListener) => FrameCounter
}

const TEXT = 0x81
const BINARY = 0x82
const PONG = 0x8a

const plain: Dialect = { pong: (said) => fromClient(PONG, said), counter: frameCounter }

export const dialects = {
  plain,
  /** `40` joins the default namespace. */
  'socket.io': { ...plain, greeting: () => fromClient(TEXT, Buffer.from('40')) },
  /** A room is a subject. */
  nats: {
    greeting: (path) =>
      fromClient(BINARY, Buffer.from(`CONNECT {"verbose":false}\r\nSUB ${path.slice(1)} 1\r\n`)),
    pong: () => fromClient(BINARY, Buffer.from('PONG\r\n')),
    counter: natsCounter,
  },
} as const satisfies Readonly<Record<string, Dialect>>

export type DialectName = keyof typeof dialects

/** Masked by zeros; up to 125 bytes. */
function fromClient(opcode: number, said: Buffer): Buffer {
  return Buffer.concat([Buffer.from([opcode, 0x80 | said.length, 0, 0, 0, 0]), said])
}
