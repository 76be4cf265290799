/** Counts the text frames, and the pings, in what a WebSocket server writes, however it is cut into chunks. */
export interface FrameCounter {
  readonly frames: number
  readonly pings: number
  take(chunk: Buffer): void
}

const TEXT = 1
const PING = 9
const SHORT_HEADER_BYTES = 2
const LONG_HEADER_BYTES = 4
const LONG_LENGTH = 126

/** Frames below 64 KiB, unmasked, as servers send them. */
export function frameCounter(): FrameCounter {
  let frames = 0
  let pings = 0
  let header: Buffer = Buffer.alloc(0)
  let payloadLeft = 0

  /** The bytes of a header, once all of them are there. */
  function headerBytes(): number {
    const length = (header[1] ?? 0) & 0x7f
    return length === LONG_LENGTH ? LONG_HEADER_BYTES : SHORT_HEADER_BYTES
  }

  return {
    get frames() {
      return frames
    },
    get pings() {
      return pings
    },
    take(chunk) {
      let at = 0
      while (at < chunk.length) {
        if (payloadLeft > 0) {
          const skipped = Math.min(payloadLeft, chunk.length - at)
          payloadLeft -= skipped
          at += skipped
          continue
        }
        const wanted = header.length < SHORT_HEADER_BYTES ? SHORT_HEADER_BYTES : headerBytes()
        const more = chunk.subarray(at, at + wanted - header.length)
        header = header.length === 0 ? more : Buffer.concat([header, more])
        at += more.length
        if (header.length < SHORT_HEADER_BYTES || header.length < headerBytes()) continue
        payloadLeft = header.length === LONG_HEADER_BYTES ? header.readUInt16BE(2) : (header[1] ?? 0) & 0x7f
        const opcode = (header[0] ?? 0) & 0x0f
        if (opcode === TEXT) frames += 1
        if (opcode === PING) pings += 1
        header = Buffer.alloc(0)
      }
    },
  }
}
