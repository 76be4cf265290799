import type { Topic } from '@doorstep/contracts'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { MessageMalformedError } from './errors.ts'

/** JSON on the wire, checked against the topic's schema both ways; fields the schema does not know are kept. */
export interface Codec<Schema extends TSchema> {
  readonly headers: Readonly<Record<string, string>>
  /** Checked too: one event refused here is three groups' dead letters saved. */
  encode(event: Static<Schema>): Buffer
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
    encode: (event) => Buffer.from(JSON.stringify(checked(event))),
    decode: (value) => checked(parsed(topic, value)),
  }
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
