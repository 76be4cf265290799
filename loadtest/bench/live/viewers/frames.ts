/** Counts what a viewer is shown in what a WebSocket server writes, however it is cut into chunks. */
export interface FrameCounter {
  readonly frames: number
  take(chunk: Buffer): void
}

export interface FrameListener {
  /** Gets what is in frames, in order. */
  payload?(bytes: Buffer): void
  /** A pong has to repeat what the ping said. */
  pinged?(said: Buffer): void
}

const TEXT = 1
const PING = 9
/** The length in 7 bits, or by one of these in 16 or 64 bits after it. */
const IN_16_BITS = 126
const IN_64_BITS = 127
const HEADER_BYTES = 2

/** Counts text frames, unmasked, as servers send them. */
export function frameCounter({ payload, pinged }: FrameListener = {}): FrameCounter {
  let frames = 0
  let ping: Buffer | undefined
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

  function answer(): void {
    if (ping === undefined || payloadLeft > 0) return
    pinged?.(ping)
    ping = undefined
  }

  return {
    get frames() {
      return frames
    },
    take(chunk) {
      let at = 0
      while (at < chunk.length) {
        if (payloadLeft > 0) {
          const bytes = chunk.subarray(at, at + payloadLeft)
          payload?.(bytes)
          if (ping !== undefined) ping = Buffer.concat([ping, bytes])
          payloadLeft -= bytes.length
          at += bytes.length
          answer()
          continue
        }
        const more = chunk.subarray(at, at + headerBytes() - header.length)
        header = header.length === 0 ? more : Buffer.concat([header, more])
        at += more.length
        if (header.length < headerBytes()) continue
        payloadLeft = payloadBytes()
        const opcode = (header[0] ?? 0) & 0x0f
        if (opcode === TEXT) frames += 1
        if (opcode === PING) ping = Buffer.alloc(0)
        header = Buffer.alloc(0)
        answer()
      }
    },
  }
}

function lengthIn(header: Buffer): number {
  return (header[1] ?? 0) & 0x7f
}
