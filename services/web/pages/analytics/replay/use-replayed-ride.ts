import type { MerchantDelivery, Track } from '@doorstep/contracts'
import { useMemo, useState } from 'preact/hooks'
import { type AnswerOptions, useAnswer } from '../use-answer.ts'
import { type ReplayTrack, replayTrack } from './replay-track.ts'

export interface ReplayedRide {
  readonly state: 'loading' | 'there' | 'empty' | 'missing'
  readonly failed: boolean
  readonly track: ReplayTrack | undefined
  /** As its merchant sees it; the replay does without. */
  readonly delivery: MerchantDelivery | undefined
  /** Whether the ride can be laid along its street, and is. */
  readonly alongStreet: boolean | undefined
  setAlongStreet(along: boolean): void
}

/** The record of a delivery: its fixes from analytics, its places and its way from deliveries. */
export function useReplayedRide(options: AnswerOptions, deliveryId: string): ReplayedRide {
  const id = encodeURIComponent(deliveryId)
  const recorded = useAnswer<Track>(options, { path: `/v1/analytics/deliveries/${id}/track` })
  const told = useAnswer<MerchantDelivery>(options, { path: `/v1/deliveries/${id}` })
  const delivery = told.answer
  const [wantsStreet, setAlongStreet] = useState(true)
  const route = delivery?.route?.points
  const fixes = recorded.answer?.locations
  const track = useMemo(
    () => fixes && replayTrack(fixes, delivery ?? {}, wantsStreet ? route : undefined),
    [fixes, delivery, wantsStreet, route],
  )
  const isTold = delivery !== undefined || told.missing || told.failed

  return {
    state: recorded.missing
      ? 'missing'
      : fixes === undefined || !isTold
        ? 'loading'
        : track
          ? 'there'
          : 'empty',
    failed: recorded.failed,
    track,
    delivery,
    alongStreet: route && wantsStreet,
    setAlongStreet,
  }
}
