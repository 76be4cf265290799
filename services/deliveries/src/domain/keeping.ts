const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A client that tries again does so within hours; who comes with the same key a day later means something new. */
export const IDEMPOTENCY_KEY_KEPT_MS = DAY_MS

/** What Kafka would never take was logged and counted when it was set aside: a month to look at it. */
export const REFUSED_KEPT_MS = 30 * DAY_MS
