import type { Location, NewDelivery } from '@doorstep/contracts'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Type } from 'typebox'
import { Check } from 'typebox/value'

/** What a recording says: where somebody was, and when. At least two fixes, each later than the one before. */
export type Recording = readonly [Location, ...Location[]]

export type ParsedGpx =
  | { readonly ok: true; readonly recording: Recording }
  | { readonly ok: false; readonly problem: string }

/** As the parser gives it: attributes as text, one child or several as a list. */
const TrackPoint = Type.Object({
  lat: Type.String(),
  lon: Type.String(),
  time: Type.Optional(Type.String()),
  ele: Type.Optional(Type.String()),
})
const Gpx = Type.Object({
  gpx: Type.Object({
    trk: Type.Array(
      Type.Object({
        trkseg: Type.Array(
          Type.Union([Type.Object({ trkpt: Type.Array(TrackPoint) }), Type.Object({}), Type.Literal('')]),
        ),
      }),
    ),
  }),
})

const lists = new Set(['trk', 'trkseg', 'trkpt'])
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  parseTagValue: false,
  processEntities: false,
  isArray: (name) => lists.has(name),
})

/** The track points of a GPX file, all tracks and segments as one ride, or what is wrong with it. */
export function parseGpx(xml: string): ParsedGpx {
  const validity = XMLValidator.validate(xml)
  if (validity !== true) return refused(`it is not XML: ${validity.err.msg} (line ${validity.err.line})`)
  const document: unknown = parser.parse(xml)
  if (!Check(Gpx, document)) return refused('it has no track points (<trkpt> in <trk> and <trkseg>)')

  const segments = document.gpx.trk.flatMap((track) => track.trkseg)
  const points = segments.flatMap((segment) =>
    typeof segment === 'object' && 'trkpt' in segment ? segment.trkpt : [],
  )
  if (points.length === 0) return refused('it has no track points (<trkpt> in <trk> and <trkseg>)')
  if (points.length === 1) return refused('it has one track point only, and a ride needs two')
  return recordingOf(points)
}

interface Point {
  readonly lat: string
  readonly lon: string
  readonly time?: string
  readonly ele?: string
}

function recordingOf(points: readonly Point[]): ParsedGpx {
  const recording: Location[] = []
  for (const [i, { lat, lon, time, ele }] of points.entries()) {
    const place = `track point ${i + 1}`
    if (time === undefined) return refused(`${place} has no <time>`)
    const recordedAt = Date.parse(time)
    if (Number.isNaN(recordedAt)) return refused(`${place} has a <time> that is none: ${time}`)
    if (!isDegrees(lat, 90) || !isDegrees(lon, 180)) return refused(`${place} is not on the globe`)
    const previousAt = recording.at(-1)?.recordedAt
    if (previousAt !== undefined && recordedAt < previousAt) return refused(`the time goes back at ${place}`)
    if (recordedAt === previousAt) continue
    const altitudeM = Number(ele)
    const altitude = ele !== undefined && Number.isFinite(altitudeM) ? { altitudeM } : {}
    recording.push({ lat: Number(lat), lon: Number(lon), recordedAt, ...altitude })
  }
  const [first, ...rest] = recording
  if (first === undefined || rest.length === 0) return refused('all its track points have the same time')
  return { ok: true, recording: [first, ...rest] }
}

/** The delivery that the ride is: from where it starts to where it ends. */
export function orderFor(recording: Recording): NewDelivery {
  const [pickup] = recording
  const dropoff = recording.at(-1) ?? pickup
  return { pickup: { lat: pickup.lat, lon: pickup.lon }, dropoff: { lat: dropoff.lat, lon: dropoff.lon } }
}

/** The same ride, begun at another time. */
export function shiftedTo(recording: Recording, startsAt: number): readonly Location[] {
  const shiftMs = startsAt - recording[0].recordedAt
  return recording.map((fix) => ({ ...fix, recordedAt: fix.recordedAt + shiftMs }))
}

function isDegrees(text: string, limit: number): boolean {
  return text.trim() !== '' && Math.abs(Number(text)) <= limit
}

function refused(problem: string): ParsedGpx {
  return { ok: false, problem }
}
