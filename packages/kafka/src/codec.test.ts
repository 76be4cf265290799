import { inspect } from 'node:util'
import { defineTopic } from '@doorstep/contracts'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { jsonCodec } from './codec.ts'

const topic = defineTopic({
  name: 'temperatures',
  eventType: 'temperature.v1',
  schema: Type.Object({ sensor: Type.String(), celsius: Type.Number() }),
  keyOf: ({ sensor }) => sensor,
  partitions: 1,
  cleanup: { policy: 'delete', retentionMs: 1_000 },
})
const codec = jsonCodec(topic)
const malformed = expect.objectContaining({ code: 'MESSAGE_MALFORMED', retryable: false })

describe('the codec', () => {
  it('reads what it has written', () => {
    const event = { sensor: 's-1', celsius: -3.5 }
    expect(codec.decode(codec.encode([event]).values)).toEqual(event)
  })

  it.each([
    ['letters of one byte', ['oven', 'cellar', 'x']],
    ['others', ['uuni', 'sähkökiuas', '🌡️', 'x']],
  ])('writes several into one buffer, and says how long each is: %s', (_case, sensors) => {
    const events = sensors.map((sensor, n) => ({ sensor, celsius: n * 10 }))
    const { values, lengths } = codec.encode(events)
    const ends = lengths.map((_, n) => lengths.slice(0, n + 1).reduce((sum, length) => sum + length))
    const read = lengths.map((length, n) => codec.decode(values.subarray((ends[n] ?? 0) - length, ends[n])))
    expect(read).toEqual(events)
    expect(ends.at(-1)).toBe(values.length)
  })

  it('keeps a field it does not know: its producer may be newer', () => {
    const newer = { sensor: 's-1', celsius: 20, humidity: 0.4 }
    expect(codec.decode(Buffer.from(JSON.stringify(newer)))).toEqual(newer)
  })

  it('says in headers what the value is', () => {
    expect(codec.headers).toEqual({ 'content-type': 'application/json', ce_type: 'temperature.v1' })
  })

  it.each([
    ['no value', null],
    ['no JSON', Buffer.from('{"sensor":')],
    ['a field missing', Buffer.from('{"sensor":"s-1"}')],
    ['a field of another type', Buffer.from('{"sensor":"s-1","celsius":"warm"}')],
  ])('refuses to read %s', (_case, value) => {
    expect(() => codec.decode(value)).toThrow(malformed)
  })

  it('refuses to write what it could not read', () => {
    expect(() => codec.encode([{ sensor: 's-1', celsius: Number.NaN }])).toThrow(malformed)
  })

  it.each(['60.1699 24.9384', '{"sensor":60.1699,"celsius":"60.1699"}'])(
    'does not quote the value in its error, where coordinates may be: %s',
    (value) => {
      const error = thrownBy(() => codec.decode(Buffer.from(value)))
      expect(inspect(error)).not.toContain('60.1699')
    },
  )
})

function thrownBy(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}
