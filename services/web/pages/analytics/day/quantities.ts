import { duration } from '../../words/format.ts'
import type { Bar } from './bars.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const KILOMETRE_M = 1_000

/** In hours and minutes from an hour on, in minutes below. The signs are the same in every language here. */
export function longDuration(locale: string, ms: number): string {
  if (ms < HOUR_MS) return duration(locale, ms)
  const number = new Intl.NumberFormat(locale)
  const minutes = Math.round(ms / MINUTE_MS)
  const rest = minutes % 60
  const hours = `${number.format(Math.floor(minutes / 60))} h`
  return rest === 0 ? hours : `${hours} ${number.format(rest)} min`
}

export function dateInWords(locale: string, at: number): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long' }).format(at)
}

/** What the numbers along an axis count. */
export interface Scale {
  readonly unit: string
  /** A number along it, without its unit. */
  tick(value: number): string
  /** What a bar stands for, with the unit. */
  range(bar: Bar): string
}

export interface ScaleWords {
  readonly andMore: (from: string) => string
}

const scale =
  (per: number, sign: string, maximumFractionDigits: number) =>
  (locale: string, unit: string, { andMore }: ScaleWords): Scale => {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits, signDisplay: 'negative' })
    const tick = (value: number) => format.format(value / per)
    return {
      unit,
      tick,
      range: ({ from, to }) =>
        to === undefined ? andMore(`${tick(from)} ${sign}`) : `${tick(from)}–${tick(to)} ${sign}`,
    }
  }

export const inMinutes = scale(MINUTE_MS, 'min', 0)
export const inKilometres = scale(KILOMETRE_M, 'km', 1)

export interface PromiseWords extends ScaleWords {
  readonly early: string
  readonly late: string
}

/** Minutes before or after what was promised, told without a sign: early or late. */
export function inMinutesLate(locale: string, unit: string, words: PromiseWords): Scale {
  const plain = inMinutes(locale, unit, words)
  return {
    ...plain,
    tick: (value) => (value === 0 ? plain.tick(0) : `${value < 0 ? '−' : '+'}${plain.tick(Math.abs(value))}`),
    range(bar) {
      if (bar.from >= 0 || bar.to === undefined) return `${plain.range(bar)} ${words.late}`
      return `${plain.range({ from: -bar.to, to: -bar.from, count: bar.count })} ${words.early}`
    },
  }
}
