import fc from 'fast-check'
import { expect, it } from 'vitest'
import { natsCounter } from './nats-messages.ts'

const said = fc.oneof(
  fc.nat(300).map((bytes) => `MSG 7 1 ${bytes}\r\n${'MSG 1 1 9\r\n'.repeat(30).slice(0, bytes)}\r\n`),
  fc.constantFrom('PING\r\n', '+OK\r\n', 'INFO {"max_payload":1048576}\r\n'),
)

/** A server's, unmasked and short. */
function frame(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x82, payload.length]), payload])
}

function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 125 }), { minLength: 1, maxLength: 9 })

it('counts messages and pings, wherever frames and chunks are cut, and nothing that only looks like one', () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 20 }), sizes, sizes, (all, framed, chunked) => {
      const frames = [...cut(Buffer.from(all.join('')), framed)].map(frame)
      let pings = 0
      const counter = natsCounter({
        pinged() {
          pings += 1
        },
      })
      for (const chunk of cut(Buffer.concat(frames), chunked)) counter.take(chunk)
      expect(counter.frames).toBe(all.filter((one) => one.startsWith('MSG')).length)
      expect(pings).toBe(all.filter((one) => one === 'PING\r\n').length)
    }),
  )
})

it('does not count what the server complains of', () => {
  expect(() => natsCounter().take(frame(Buffer.from("-ERR 'Unknown Protocol Operation'\r\n")))).toThrow(
    'Unknown',
  )
})
