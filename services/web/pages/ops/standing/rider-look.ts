import type { Theme } from '../../design/theme.ts'
import type { Standing } from './standing.ts'

/** The ways a rider is drawn, those that must not be overlooked last: they are drawn above all others. */
export const looks = [
  'free',
  'fetching',
  'carrying',
  'off-route',
  'silent',
  'late',
  'late-and-silent',
] as const
export type RiderLook = (typeof looks)[number]

export function lookOf({ activity, isSilent, lateByMs, offRouteSince }: Standing): RiderLook {
  if (isSilent) return lateByMs === undefined ? 'silent' : 'late-and-silent'
  if (lateByMs !== undefined) return 'late'
  return offRouteSince === undefined ? activity : 'off-route'
}

/** Hollow is who is not heard of, a square on its corner who is off route, red who is late: none by colour alone. */
export interface LookStyle {
  readonly radius: number
  readonly fill: string
  readonly stroke: string
  readonly shape: 'disc' | 'ring' | 'diamond'
  /** Around those who must not be overlooked. */
  readonly halo?: string
  readonly edge: string
}

interface Colours {
  readonly ground: string
  readonly accent: string
  readonly soft: string
  readonly quiet: string
  readonly warn: string
  readonly warnHalo: string
  readonly late: string
  readonly lateHalo: string
}

const colours: Readonly<Record<Theme, Colours>> = {
  light: {
    ground: '#ffffff',
    accent: '#3550e6',
    soft: '#8390d4',
    quiet: '#9a9483',
    warn: '#9a5400',
    warnHalo: 'rgb(240 160 40 / 0.3)',
    late: '#c4231b',
    lateHalo: 'rgb(196 35 27 / 0.2)',
  },
  dark: {
    ground: '#0f1216',
    accent: '#8096ff',
    soft: '#6775bd',
    quiet: '#76808d',
    warn: '#f5b95c',
    warnHalo: 'rgb(245 185 92 / 0.24)',
    late: '#ff7d72',
    lateHalo: 'rgb(255 125 114 / 0.26)',
  },
}

export function styleOf(look: RiderLook, theme: Theme): LookStyle {
  const { ground, accent, soft, quiet, warn, warnHalo, late, lateHalo } = colours[theme]
  const disc = (radius: number, fill: string) =>
    ({ radius, fill, stroke: fill, shape: 'disc', edge: ground }) as const
  const ring = (radius: number, stroke: string) =>
    ({ radius, fill: ground, stroke, shape: 'ring', edge: ground }) as const
  switch (look) {
    case 'free':
      return disc(4.5, quiet)
    case 'fetching':
      return disc(6.5, soft)
    case 'carrying':
      return disc(7.5, accent)
    case 'off-route':
      return { ...disc(9, warn), shape: 'diamond', halo: warnHalo }
    case 'silent':
      return { ...ring(8.5, warn), halo: warnHalo }
    case 'late':
      return { ...disc(8.5, late), halo: lateHalo }
    case 'late-and-silent':
      return { ...ring(8.5, late), halo: lateHalo }
  }
}

/** Of a rider who is not heard of nobody knows which way they go; a square on its corner is one only unturned. */
const upright: ReadonlySet<RiderLook> = new Set(['silent', 'late-and-silent', 'off-route'])

export const pointsAWay = (look: RiderLook): boolean => !upright.has(look)

/** Around the one rider that is looked at. */
export const selectionColour = (theme: Theme): string => (theme === 'dark' ? '#eef0f3' : '#1c1b18')
