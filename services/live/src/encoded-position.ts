import { Compile } from 'typebox/compile'
import { LivePosition } from './domain/live-position.ts'

const livePosition = Compile(LivePosition)

export function encodePosition(position: LivePosition): string {
  return JSON.stringify(position)
}

/** Undefined for what cannot be one, such as another version of this service may have left: it is as good as lost. */
export function decodePosition(text: string): LivePosition | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return livePosition.Check(value) ? value : undefined
  } catch {
    return undefined
  }
}
