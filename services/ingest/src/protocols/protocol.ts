import type { App, Metrics } from '@doorstep/runtime'
import type { TakeLocations } from '../handler.ts'
import type { NextPing } from '../next-ping.ts'
import type { RiderKeys } from '../routes/rider-credential.ts'

export interface RiderPace {
  /** Counts one request or frame of the rider, and answers whether it is within their rate, over all protocols. */
  admits(riderId: string): boolean
}

export interface ProtocolOptions {
  readonly take: TakeLocations
  readonly keys: RiderKeys
  readonly pace: RiderPace
  /** How long a phone is told to wait before it reports again, where its protocol has a word for it. */
  readonly nextPing: NextPing
  readonly metrics: Metrics
}

/**
 * The routes of one protocol, in a scope of its own: reads what its phones send into locations, has them taken, and
 * answers as its phones understand. All that is decided about a location is decided behind `take`, for all alike.
 */
export type Protocol = (scope: App, options: ProtocolOptions) => void
