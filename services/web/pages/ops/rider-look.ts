import type { Theme } from '../design/theme.ts'
import type { Standing } from './standing.ts'

/** The ways a rider is drawn, those that must not be overlooked last: they are drawn above all others. */
export const looks = ['free', 'fetching', 'carrying', 'silent', 'late', 'late-and-silent'] as const
export type RiderLook = (typeof looks)[number]

export function lookOf({ activity, isSilent, lateByMs }: Standing): RiderLook {
  if (isSilent) return lateByMs === undefined ? 'silent' : 'late-and-silent'
  return lateByMs === undefined ? activity : 'late'
}

/** Hollow is who is not heard of, red who is late: neither by colour alone. */
export interface LookStyle {
  readonly radius: number
  readonly fill: string
  readonly stroke: string
  readonly hollow: boolean
  /** Around those who must not be overlooked. */
  readonly halo?: string
  readonly edge: string
}

interface Colours {
  readonly ground: string
  readonly accent: string
  readonly soft: string
  readonly quiet: string
  readonly silent: string
  readonly silentHalo: string
  readonly late: string
  readonly lateHalo: string
}

const colours: Readonly<Record<Theme, Colours>> = {
  light: {
    ground: '#ffffff',
    accent: '#3550e6',
    soft: '#8f9bd8',
    quiet: '#9a9483',
    silent: '#9a5400',
    silentHalo: 'rgb(240 160 40 / 0.3)',
    late: '#c4231b',
    lateHalo: 'rgb(196 35 27 / 0.2)',
  },
  dark: {
    ground: '#0f1216',
    accent: '#8096ff',
    soft: '#5562a8',
    quiet: '#6d7683',
    silent: '#f5b95c',
    silentHalo: 'rgb(245 185 92 / 0.24)',
    late: '#ff7d72',
    lateHalo: 'rgb(255 125 114 / 0.26)',
  },
}

export function styleOf(look: RiderLook, theme: Theme): LookStyle {
  const { ground, accent, soft, quiet, silent, silentHalo, late, lateHalo } = colours[theme]
  const disc = (radius: number, fill: string) => ({ radius, fill, stroke: fill, hollow: false, edge: ground })
  const ring = (radius: number, stroke: string) => ({
    radius,
    fill: ground,
    stroke,
    hollow: true,
    edge: ground,
  })
  switch (look) {
    case 'free':
      return disc(4.5, quiet)
    case 'fetching':
      return disc(6.5, soft)
    case 'carrying':
      return disc(7.5, accent)
    case 'silent':
      return { ...ring(8.5, silent), halo: silentHalo }
    case 'late':
      return { ...disc(8.5, late), halo: lateHalo }
    case 'late-and-silent':
      return { ...ring(8.5, late), halo: lateHalo }
  }
}

/** Around the one rider that is looked at. */
export const selectionColour = (theme: Theme): string => (theme === 'dark' ? '#eef0f3' : '#1c1b18')
