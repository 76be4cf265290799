import type { Line } from '@doorstep/geo'
import { bearingInDegrees, segmentLengthInMetres } from '@doorstep/geo'
import type { Random } from './random.ts'

/** Where one rides slower than one likes to: a corner, or a stop. */
export interface Slowdown {
  readonly alongM: number
  /** 0: a stop. */
  readonly speedMps: number
  /** How long one stands; 0 for a corner. */
  readonly waitMs: number
}

/** Less of a bend than this is ridden at full speed. */
const BEND_DEGREES = 25
const SLOWEST_CORNER_MPS = 1.5

/** A crossing with lights every block or two, … */
const LIGHTS_METRES = { min: 120, max: 350 }
/** … red for one in three. */
const RED_CHANCE = 0.35
const RED_MS = { min: 4_000, max: 14_000 }
/** Nobody waits for a light at the very start or end. */
const NO_LIGHT_METRES = 30

/** Corners and red lights along a line, and the stop at its end, in the order in which they are reached. */
export function slowdownsOf(line: Line, lengthM: number, random: Random): Slowdown[] {
  const onTheWay = [...corners(line), ...redLights(lengthM, random)]
  return [...onTheWay.sort((a, b) => a.alongM - b.alongM), { alongM: lengthM, speedMps: 0, waitMs: 0 }]
}

function corners(line: Line): Slowdown[] {
  const found: Slowdown[] = []
  let alongM = 0
  let arriving: number | undefined
  for (const [i, after] of line.entries()) {
    const here = line[i - 1]
    const lengthM = here === undefined ? 0 : segmentLengthInMetres(here, after)
    // Two positions in one place have no direction.
    if (here === undefined || lengthM === 0) continue
    const leaving = bearingInDegrees(here, after)
    const bend = bendInDegrees(arriving ?? leaving, leaving)
    if (bend >= BEND_DEGREES) found.push({ alongM, speedMps: cornerSpeed(bend), waitMs: 0 })
    arriving = leaving
    alongM += lengthM
  }
  return found
}

/** A right angle at 2.5 m/s, half of one at 4. */
function cornerSpeed(bendDegrees: number): number {
  return Math.max(SLOWEST_CORNER_MPS, 5.5 - bendDegrees / 30)
}

function bendInDegrees(from: number, to: number): number {
  const turn = Math.abs(to - from) % 360
  return turn > 180 ? 360 - turn : turn
}

function redLights(lengthM: number, random: Random): Slowdown[] {
  const found: Slowdown[] = []
  const next = () => random.between(LIGHTS_METRES.min, LIGHTS_METRES.max)
  for (let alongM = next(); alongM < lengthM - NO_LIGHT_METRES; alongM += next()) {
    if (random.chance(RED_CHANCE))
      found.push({ alongM, speedMps: 0, waitMs: random.between(RED_MS.min, RED_MS.max) })
  }
  return found
}
