import { SLOWEST_BYTES_PER_MS } from './slowest-network.ts'

/** Nobody is to be further behind than 2 s: the rest of it is for the network's own delays, and for what is sent last. */
const BEHIND_BY_MS = 1_200

const LEAST_BYTES = SLOWEST_BYTES_PER_MS * BEHIND_BY_MS

/** Some hundred positions: at a few a second, as many as there ever are, who takes them this fast is never behind. */
const MOST_BYTES = 32 * 1024

/** The answer of who is fast is there before the last quarter is full, and each one costs both sides a packet. */
const ASK_AT = 0.75

/** After so much the client is asked in any case: its network may be slower than is reckoned with. */
const ASK_AFTER_BYTES = 16 * 1024

/**
 * How much is under way to one client. The kernel takes far more than a slow network carries, so only the client can tell
 * what has arrived: it is asked when most of what may be under way is. As much may be as arrives in 1.2 s, by the last
 * answer: what was sent, over the time from the first of it to the answer. Until it is asked, what the slowest network would
 * have carried has arrived: a rider's fix a second needs a question a minute.
 *
 * Plain numbers, in whole milliseconds, as this is read for each frame and socket.
 */
export interface Flow {
  mayBeUnderWay: number
  /** At most, as of `countedAt`; while the client is asked, everything since the question before. */
  underWay: number
  countedAt: number
  isAsked: boolean
  /** What the client was asked about, and when the first of it was sent. */
  askedBytes: number
  askedSince: number
  /** Sent since the client was asked last, and since when. */
  bytes: number
  since: number
}

export function createFlow(): Flow {
  return {
    mayBeUnderWay: LEAST_BYTES,
    underWay: 0,
    countedAt: 0,
    isAsked: false,
    askedBytes: 0,
    askedSince: 0,
    bytes: 0,
    since: 0,
  }
}

/** As much is under way as may be: what can wait should. */
export function isFull(flow: Flow): boolean {
  return flow.underWay >= flow.mayBeUnderWay
}

/** Takes note of what is sent. True: the client is to be asked after it. */
export function noteSent(flow: Flow, bytes: number, at: number): boolean {
  const now = Math.round(at)
  if (!flow.isAsked) carry(flow, now)
  if (flow.bytes === 0) flow.since = now
  flow.bytes += bytes
  flow.underWay += bytes
  return askInTime(flow)
}

/** The client has answered: what was sent before it was asked has arrived. True: it is to be asked again. */
export function noteAnswer(flow: Flow, at: number): boolean {
  if (!flow.isAsked) return false
  const now = Math.round(at)
  const bytesPerMs = flow.askedBytes / Math.max(1, now - flow.askedSince)
  flow.mayBeUnderWay = Math.round(Math.min(MOST_BYTES, Math.max(LEAST_BYTES, bytesPerMs * BEHIND_BY_MS)))
  flow.isAsked = false
  flow.underWay = flow.bytes
  flow.countedAt = now
  return askInTime(flow)
}

function carry(flow: Flow, now: number): void {
  flow.underWay = Math.max(0, flow.underWay - (now - flow.countedAt) * SLOWEST_BYTES_PER_MS)
  flow.countedAt = now
}

function askInTime(flow: Flow): boolean {
  if (flow.isAsked || !isWorthAsking(flow)) return false
  flow.isAsked = true
  flow.askedBytes = flow.bytes
  flow.askedSince = flow.since
  flow.bytes = 0
  return true
}

function isWorthAsking({ underWay, mayBeUnderWay, bytes }: Flow): boolean {
  return underWay >= mayBeUnderWay * ASK_AT || bytes >= ASK_AFTER_BYTES
}
