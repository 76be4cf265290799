import { StreamFrame } from '@doorstep/contracts'
import { Compile } from 'typebox/compile'
import { faultIn } from '../malformed.ts'

const frame = Compile(StreamFrame)

export type Decoded =
  | { readonly ok: true; readonly frame: StreamFrame }
  | { readonly ok: false; readonly id: StreamFrame['id'] | null; readonly message: string }

/** One frame, or what is wrong with it and which one it is, as far as that can be read. */
export function decode(text: string): Decoded {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, id: null, message: 'not JSON' }
  }
  if (frame.Check(value)) return { ok: true, frame: value }
  return { ok: false, id: idOf(value), message: faultIn('frame', frame.Errors(value)) }
}

const id = Compile(StreamFrame.properties.id)

function idOf(value: unknown): StreamFrame['id'] | null {
  const given = typeof value === 'object' && value !== null && 'id' in value ? value.id : null
  return id.Check(given) ? given : null
}
