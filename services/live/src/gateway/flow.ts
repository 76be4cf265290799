/** Nobody is to be further behind than 2 s; what is sent last comes on top. */
const BEHIND_BY_MS = 1_500

/** What a network of 2 KB/s carries in that time. */
const LEAST_BYTES = 2 * BEHIND_BY_MS

/** Some hundred positions: at a few a second, as many as there ever are, who takes them this fast is never behind. */
const MOST_BYTES = 32 * 1024

/**
 * How much is under way to one client. The kernel takes far more than a slow network carries, so only the client can tell
 * what has arrived: it is asked when half of what may be under way is. As much may be as arrives in a second and a half, by the
 * last answer: what was sent, over the time from the first of it to the answer.
 */
export interface Flow {
  underWayBytes(): number
  /** As much is under way as may be: what can wait should. */
  isFull(): boolean
  sent(bytes: number): void
  /** The client has answered: what was sent before it was asked has arrived. */
  answered(): void
}

export interface FlowOptions {
  readonly ask: () => void
  readonly now: () => number
}

export function createFlow({ ask, now }: FlowOptions): Flow {
  let mayBeUnderWay = LEAST_BYTES
  let isAsked = false
  let askedFor = { bytes: 0, since: 0 }
  /** Sent since the client was asked last, and since when. */
  let bytesSince = 0
  let since = 0

  const underWay = () => askedFor.bytes + bytesSince

  function askInTime(): void {
    if (isAsked || bytesSince < mayBeUnderWay / 2) return
    isAsked = true
    askedFor = { bytes: bytesSince, since }
    bytesSince = 0
    ask()
  }

  return {
    underWayBytes: underWay,
    isFull: () => underWay() >= mayBeUnderWay,
    sent(bytes) {
      if (bytesSince === 0) since = now()
      bytesSince += bytes
      askInTime()
    },
    answered() {
      if (!isAsked) return
      const bytesAMs = askedFor.bytes / Math.max(1, now() - askedFor.since)
      mayBeUnderWay = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, bytesAMs * BEHIND_BY_MS))
      isAsked = false
      askedFor = { bytes: 0, since: 0 }
      askInTime()
    },
  }
}
