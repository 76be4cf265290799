import { type Day, dayOf } from './day.ts'

/** Partitions made ahead. Nothing that `ingest` accepts is even one day ahead. */
const DAYS_AHEAD = 3

/** What is to be done with a fix: it is too old to be kept, it has a day, or no clock is that wrong. */
export type Keeping = 'expired' | 'kept' | 'absurd'

export interface Window {
  readonly today: Day
  readonly retentionDays: number
}

export function keepingOf(recordedAt: number, window: Window): Keeping {
  const day = dayOf(recordedAt)
  if (isExpired(day, window)) return 'expired'
  return day > window.today + DAYS_AHEAD ? 'absurd' : 'kept'
}

export function isExpired(day: Day, { today, retentionDays }: Window): boolean {
  return day < today - retentionDays
}

/** From today on. */
export function daysToHave(today: Day): Day[] {
  return Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => today + ahead)
}
