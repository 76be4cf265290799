import { type Position, Position as PositionSchema, type Route } from '@doorstep/contracts'
import { UnavailableError } from '@doorstep/runtime'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'

/** An ETA may be a second late, not a customer's order. */
const TIMEOUT_MS = 1_000

/** OSRM's route service, version 1: http://project-osrm.org/docs/v5.24.0/api/#route-service */
const Answer = Type.Object({
  code: Type.Literal('Ok'),
  routes: Type.Array(
    Type.Object({
      distance: Type.Number({ minimum: 0 }),
      duration: Type.Number({ minimum: 0 }),
      geometry: Type.Object({
        type: Type.Literal('LineString'),
        coordinates: Type.Array(Type.Tuple([PositionSchema.properties.lon, PositionSchema.properties.lat]), {
          minItems: 2,
        }),
      }),
    }),
    { minItems: 1 },
  ),
})

/** It understood, and there is no way. */
const NoWay = Type.Object({ code: Type.Enum(['NoRoute', 'NoSegment']) })

const answer = Compile(Answer)
const noWay = Compile(NoWay)

/** The way, or undefined if there is none; rejects with `UnavailableError` if the server cannot say. */
export type AskForWay = (from: Position, to: Position) => Promise<Route | undefined>

export function askOsrm(routerUrl: string): AskForWay {
  return async (from, to) => {
    const body = await bodyOf(urlOf(routerUrl, from, to))
    if (noWay.Check(body)) return undefined
    const [best] = answer.Check(body) ? body.routes : []
    if (best === undefined) throw new UnavailableError('The router’s answer is not understood.')
    const { distance, duration, geometry } = best
    return {
      points: geometry.coordinates.map(([lon, lat]) => ({ lat, lon })),
      distanceM: distance,
      durationMs: Math.round(duration * 1000),
    }
  }
}

function urlOf(routerUrl: string, from: Position, to: Position): URL {
  const places = [from, to].map(({ lat, lon }) => `${lon},${lat}`).join(';')
  const url = new URL(`${routerUrl.replace(/\/$/, '')}/route/v1/bike/${places}`)
  url.search = new URLSearchParams({ overview: 'full', geometries: 'geojson', steps: 'false' }).toString()
  return url
}

/** What it says also with 400, as it does of a way that is not there. */
async function bodyOf(url: URL): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' })
    if (response.status >= 500) throw new Error(`status ${response.status}`)
    return await response.json()
  } catch (cause) {
    // Without the address: it says where somebody lives.
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new UnavailableError(`The router does not answer: ${why}`)
  }
}
