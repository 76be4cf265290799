import { WATCH_LEASE_MS } from '@doorstep/contracts'

/** Twice before a lease ends: one renewal may fail. */
export const RENEW_EVERY_MS = WATCH_LEASE_MS / 3

/** Who reloads a page, or is sent to another gateway, is back by then. */
export const LINGER_MS = 5_000
