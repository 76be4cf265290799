import fc from 'fast-check'
import { expect, it } from 'vitest'
import { frameCounter } from './frames.ts'

function frame(opcode: number, payloadBytes: number): Buffer {
  const long = payloadBytes > 125
  const header = Buffer.alloc(long ? 4 : 2)
  header[0] = 0x80 | opcode
  header[1] = long ? 126 : payloadBytes
  if (long) header.writeUInt16BE(payloadBytes, 2)
  return Buffer.concat([header, Buffer.alloc(payloadBytes, 0x81)])
}

const frames = fc.array(fc.record({ opcode: fc.constantFrom(1, 9), bytes: fc.nat(700) }), { maxLength: 20 })

it('counts text frames and pings, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 300 }), (sent, chunkBytes) => {
      const bytes = Buffer.concat(sent.map((one) => frame(one.opcode, one.bytes)))
      const counter = frameCounter()
      for (let at = 0; at < bytes.length; at += chunkBytes) counter.take(bytes.subarray(at, at + chunkBytes))
      expect(counter.frames).toBe(sent.filter(({ opcode }) => opcode === 1).length)
      expect(counter.pings).toBe(sent.filter(({ opcode }) => opcode === 9).length)
    }),
  )
})
