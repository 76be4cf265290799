import type { EtaBand } from '@doorstep/contracts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const KILOMETRE_M = 1_000

const unit = (locale: string, unit: string, options: Intl.NumberFormatOptions = {}) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', ...options })

/** The band in whole minutes, as much later as it has aged: "4–6 min". Undefined when it is under a minute away. */
export function minutesUntil(locale: string, band: EtaBand, elapsedMs: number): string | undefined {
  const earliest = Math.max(1, Math.floor((band.earliestMs - elapsedMs) / MINUTE_MS))
  const latest = Math.ceil((band.latestMs - elapsedMs) / MINUTE_MS)
  if (latest <= 1) return undefined
  const number = new Intl.NumberFormat(locale)
  return `${earliest >= latest ? number.format(latest) : number.formatRange(earliest, latest)} min`
}

/** As exact as it is of use: to ten metres below a kilometre, to a hundred above. */
export function distance(locale: string, metres: number): string {
  const tens = Math.max(10, Math.round(metres / 10) * 10)
  if (tens < KILOMETRE_M) return unit(locale, 'meter').format(tens)
  return unit(locale, 'kilometer', { maximumFractionDigits: 1 }).format(metres / KILOMETRE_M)
}

/** To the metre: how wrong a position may be. */
export function precisely(locale: string, metres: number): string {
  return unit(locale, 'meter').format(Math.max(1, Math.round(metres)))
}

/** Hours and minutes, the reader's way. */
export function clock(locale: string, at: number): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at)
}

/** A day with hours and minutes, the reader's way. */
export function dayAndClock(locale: string, at: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' }).format(at)
}

/** Whole seconds, without the unit. */
export function seconds(locale: string, ms: number): string {
  return new Intl.NumberFormat(locale).format(Math.floor(ms / SECOND_MS))
}

/** In whole minutes, at least one. The sign of the minute is the same in every language here. */
export function duration(locale: string, ms: number): string {
  return `${new Intl.NumberFormat(locale).format(Math.max(1, Math.round(ms / MINUTE_MS)))} min`
}

/** How long ago, in seconds up to a minute, then in minutes. */
export function age(locale: string, ms: number): string {
  const aged = Math.max(0, ms)
  return aged < MINUTE_MS ? `${seconds(locale, aged)} s` : duration(locale, aged)
}

/** Without what is behind the point. */
export function whole(locale: string, number: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(number)
}

/** As drivers say it. */
export function speed(locale: string, metresPerSecond: number): string {
  return unit(locale, 'kilometer-per-hour', { maximumFractionDigits: 0 }).format(metresPerSecond * 3.6)
}

export function percent(locale: string, hundredths: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(hundredths / 100)
}
