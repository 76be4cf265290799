/** Counts what a viewer is shown, and the pings, in what a WebSocket server writes, however it is cut into chunks. */
export interface FrameCounter {
  readonly frames: number
  readonly pings: number
  take(chunk: Buffer): void
}

const TEXT = 1
const PING = 9
/** The length in 7 bits, or by one of these in 16 or 64 bits after it. */
const IN_16_BITS = 126
const IN_64_BITS = 127
const HEADER_BYTES = 2

/** Counts text frames, unmasked, as servers send them. `payload` gets what is in frames, in order. */
export function frameCounter(payload?: (bytes: Buffer) => void): FrameCounter {
  let frames = 0
  let pings = 0
  let header: Buffer = Buffer.alloc(0)
  let payloadLeft = 0

  /** Of the whole header, as far as the bytes that are there tell. */
  function headerBytes(): number {
    if (header.length < HEADER_BYTES) return HEADER_BYTES
    const length = lengthIn(header)
    if (length === IN_64_BITS) return HEADER_BYTES + 8
    return length === IN_16_BITS ? HEADER_BYTES + 2 : HEADER_BYTES
  }

  function payloadBytes(): number {
    const length = lengthIn(header)
    if (length === IN_64_BITS) return Number(header.readBigUInt64BE(HEADER_BYTES))
    return length === IN_16_BITS ? header.readUInt16BE(HEADER_BYTES) : length
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
          payload?.(chunk.subarray(at, at + skipped))
          payloadLeft -= skipped
          at += skipped
          continue
        }
        const more = chunk.subarray(at, at + headerBytes() - header.length)
        header = header.length === 0 ? more : Buffer.concat([header, more])
        at += more.length
        if (header.length < headerBytes()) continue
        payloadLeft = payloadBytes()
        const opcode = (header[0] ?? 0) & 0x0f
        if (opcode === TEXT) frames += 1
        if (opcode === PING) pings += 1
        header = Buffer.alloc(0)
      }
    },
  }
}

function lengthIn(header: Buffer): number {
  return (header[1] ?? 0) & 0x7f
}
