import { type FrameCounter, type FrameListener, frameCounter } from './frames.ts'

const LINE_FEED = 10
const NOTHING = Buffer.alloc(0)
const END_OF_PAYLOAD_BYTES = '\r\n'.length

/**
 * Counts the messages, and the pings, in what nats-server says inside of WebSocket frames: lines, of which
 * `MSG <subject> <sid> <bytes>` has its payload after it. One frame may carry many messages, and one message come in many frames.
 */
export function natsCounter({ pinged }: Pick<FrameListener, 'pinged'> = {}): FrameCounter {
  let messages = 0
  let line = ''
  let payloadLeft = 0
  const webSocket = frameCounter({ payload: read })

  function read(bytes: Buffer): void {
    let at = 0
    while (at < bytes.length) {
      if (payloadLeft > 0) {
        const skipped = Math.min(payloadLeft, bytes.length - at)
        payloadLeft -= skipped
        at += skipped
        continue
      }
      const end = bytes.indexOf(LINE_FEED, at)
      line += bytes.toString('latin1', at, end === -1 ? bytes.length : end)
      if (end === -1) return
      at = end + 1
      said(line.trimEnd())
      line = ''
    }
  }

  function said(text: string): void {
    if (text.startsWith('MSG ')) {
      messages += 1
      payloadLeft = Number(text.slice(text.lastIndexOf(' ') + 1)) + END_OF_PAYLOAD_BYTES
    } else if (text === 'PING') {
      pinged?.(NOTHING)
    } else if (text.startsWith('-ERR')) {
      throw new Error(`nats-server says ${text}`)
    }
  }

  return {
    get frames() {
      return messages
    },
    take: webSocket.take,
  }
}
