const DAY_MS = 24 * 3600 * 1000

/** A day of UTC, counted from 1 January 1970. */
export type Day = number

export function dayOf(at: number): Day {
  return Math.floor(at / DAY_MS)
}

/** The date as SQL and people write it: 2026-11-21. */
export function dateOf(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The partition of `fixes` for one day: fixes_20261121. */
export function partitionOf(day: Day): string {
  return `fixes_${dateOf(day).replaceAll('-', '')}`
}

/** The day a partition is for, or undefined if this is not the name of one. */
export function dayOfPartition(name: string): Day | undefined {
  const [, year, month, date] = /^fixes_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
  const day = dayOf(Date.UTC(Number(year), Number(month) - 1, Number(date)))
  return partitionName(day) === name ? day : undefined
}

function partitionName(day: Day): string | undefined {
  return Number.isNaN(day) ? undefined : partitionOf(day)
}
