import { expect, it } from 'vitest'
import { textFrame } from './text-frame.ts'

/** As RFC 6455 has it read. */
function textOf(frame: Buffer): string {
  expect(frame[0]).toBe(0x81)
  const short = frame[1] ?? 0
  const at = short === 126 ? 4 : short === 127 ? 10 : 2
  const length =
    short === 126 ? frame.readUInt16BE(2) : short === 127 ? Number(frame.readBigUInt64BE(2)) : short
  expect(frame).toHaveLength(at + length)
  return frame.toString('utf8', at)
}

it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])('a text of %i bytes is one frame', (bytes) => {
  const text = 'x'.repeat(bytes)
  expect(textOf(textFrame(text))).toBe(text)
})

it('is measured in bytes, not in letters', () => {
  expect(textOf(textFrame('Töölönlahti'))).toBe('Töölönlahti')
})
