import fc from 'fast-check'
import { expect, it } from 'vitest'
import { frameCounter } from './frames.ts'

function frame(opcode: number, payloadBytes: number): Buffer {
  return Buffer.concat([
    Buffer.from([0x80 | opcode, ...lengthBytes(payloadBytes)]),
    Buffer.alloc(payloadBytes, 0x81),
  ])
}

function lengthBytes(length: number): number[] {
  const in16Bits = [(length >> 8) & 0xff, length & 0xff]
  if (length <= 125) return [length]
  return length < 65_536 ? [126, ...in16Bits] : [127, 0, 0, 0, 0, 0, length >> 16, ...in16Bits]
}

const text = fc.record({
  opcode: fc.constant(1),
  bytes: fc.oneof(fc.nat(700), fc.constantFrom(65_535, 65_536)),
})
const ping = fc.record({ opcode: fc.constant(9), bytes: fc.nat(125) })
const frames = fc.array(fc.oneof(text, ping), { maxLength: 20 })

it('counts text frames and hears what pings say, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 300 }), (sent, chunkBytes) => {
      const bytes = Buffer.concat(sent.map((one) => frame(one.opcode, one.bytes)))
      const pings: number[] = []
      const counter = frameCounter({ pinged: (said) => void pings.push(said.length) })
      for (let at = 0; at < bytes.length; at += chunkBytes) counter.take(bytes.subarray(at, at + chunkBytes))
      expect(counter.frames).toBe(sent.filter(({ opcode }) => opcode === 1).length)
      expect(pings).toEqual(sent.filter(({ opcode }) => opcode === 9).map(({ bytes }) => bytes))
    }),
  )
})
