import type { Topic } from '@doorstep/contracts'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { MessageMalformedError } from './errors.ts'
import type { OutgoingRecords } from './publish/records.ts'

/** JSON on the wire, checked against the topic's schema both ways; fields the schema does not know are kept. */
export interface Codec<Schema extends TSchema> {
  readonly headers: Readonly<Record<string, string>>
  /** Checked too: one event refused here is three groups' dead letters saved. */
  encode(events: readonly Static<Schema>[]): Pick<OutgoingRecords, 'values' | 'lengths'>
  decode(value: Buffer | null): Static<Schema>
}

export function jsonCodec<Schema extends TSchema>(topic: Topic<Schema>): Codec<Schema> {
  const validator = Compile(topic.schema)

  function checked(value: unknown): Static<Schema> {
    if (validator.Check(value)) return value as Static<Schema>
    const [first] = validator.Errors(value)
    throw new MessageMalformedError(`${topic.eventType}: ${first?.instancePath || '/'} ${first?.message}`)
  }

  return {
    // Frozen, as then they are encoded once for all records.
    headers: Object.freeze({ 'content-type': 'application/json', ce_type: topic.eventType }),
    encode: (events) => inOneBuffer(events.map((event) => JSON.stringify(checked(event)))),
    decode: (value) => checked(parsed(topic, value)),
  }
}

function inOneBuffer(texts: readonly string[]): Pick<OutgoingRecords, 'values' | 'lengths'> {
  const all = texts.join('')
  const values = Buffer.from(all)
  const isAscii = values.length === all.length
  return { values, lengths: texts.map((text) => (isAscii ? text.length : Buffer.byteLength(text))) }
}

function parsed(topic: Topic, value: Buffer | null): unknown {
  if (value === null) throw new MessageMalformedError(`${topic.eventType}: no value`)
  try {
    return JSON.parse(value.toString())
  } catch {
    // Without the cause: it quotes the value, and coordinates stay out of logs.
    throw new MessageMalformedError(`${topic.eventType}: not JSON`)
  }
}
