import type { PositionMessage } from '@doorstep/contracts'
import type { LivePosition } from '../src/domain/live-position.ts'

/** A position as customers are sent it; the time stands for the fix, and makes its cursor. */
export function aPosition(recordedAt: number, fields: Partial<PositionMessage> = {}): PositionMessage {
  return { type: 'position', cursor: `0:${recordedAt}`, recordedAt, lat: 60.17, lon: 24.94, ...fields }
}

export function aLivePosition(recordedAt: number, fields: Partial<PositionMessage> = {}): LivePosition {
  return { message: aPosition(recordedAt, fields), receivedAt: recordedAt + 250 }
}
