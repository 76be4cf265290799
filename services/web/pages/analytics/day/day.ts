/** A day where the reader is: 2026-11-21. */
export type Day = string

/** From one moment up to, but not, another: Unix milliseconds. */
export interface Span {
  readonly from: number
  readonly to: number
}

export function dayOf(at: number): Day {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

/** Its midnights: 23, 24 or 25 hours, as clocks are set. */
export function spanOf(day: Day): Span {
  return { from: midnight(day, 0), to: midnight(day, 1) }
}

/** So many days later, or earlier. */
export function daysFrom(day: Day, count: number): Day {
  return dayOf(midnight(day, count))
}

/** So many days in a row, the given one last. */
export function daysUpTo(day: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, i) => daysFrom(day, i + 1 - count))
}

/** How many days lie from one to another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && dayOf(midnight(text, 0)) === text
}

function midnight(day: Day, daysLater: number): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).getTime()
}
