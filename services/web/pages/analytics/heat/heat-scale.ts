import type { HeatmapFeatures } from '@doorstep/contracts'
import type { Theme } from '../../design/theme.ts'

/** From little to much. On paper more is darker, on a dark ground brighter. */
export const heatColours: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#dbe1fb', '#b3bff5', '#8495ee', '#5369e6', '#2c3fb4'],
  dark: ['#1c2552', '#283a8c', '#3b53c8', '#5f79f7', '#9db0ff'],
}
const CLASSES = heatColours.light.length

/** The first digits that a round number here may have. */
const LEADS = [1, 1.5, 2, 3, 5, 7, 10]

function rounded(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const lead = LEADS.toSorted((a, b) => Math.abs(a - value / power) - Math.abs(b - value / power))[0] ?? 1
  return Number((lead * power).toPrecision(2))
}

/**
 * Where one colour ends and the next begins: round numbers that rise, about as many of the values between any two, so
 * that a street beside a busy kitchen is still seen. At most one fewer than colours; values of 0 have the first colour.
 */
export function heatBreaks(values: readonly number[]): number[] {
  const some = values.filter((value) => value > 0).toSorted((a, b) => a - b)
  const breaks = new Set<number>()
  for (let i = 1; i < CLASSES && some.length > 0; i++) {
    const value = rounded(some[Math.floor((i * some.length) / CLASSES)] ?? 1)
    if (value > (some[0] ?? 0)) breaks.add(value)
  }
  return [...breaks].toSorted((a, b) => a - b)
}

const MINUTE_MS = 60_000

export function riderMinutes({
  movingMs,
  stoppedMs,
}: Pick<HeatmapFeatures['features'][number]['properties'], 'movingMs' | 'stoppedMs'>): number {
  return (movingMs + stoppedMs) / MINUTE_MS
}
