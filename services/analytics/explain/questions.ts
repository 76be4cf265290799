import { timeCursorOf } from '@doorstep/runtime'
import { dateOf, dayOf } from '../src/domain/day.ts'
import type { Month } from './a-month.ts'

const HOUR_MS = 3600 * 1000
const DAY_MS = 24 * HOUR_MS

export interface Question {
  readonly name: string
  /** Of the API, as its document names it, with `riderId` and `deliveryId` filled in. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly accept?: string
}

export function urlOf({ path, query = {} }: Question): string {
  const parameters = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return [`/v1/analytics/${path}`, ...(parameters.length > 0 ? [parameters.join('&')] : [])].join('?')
}

/** Every call with every parameter that it takes, over the widest spans; those of a month with ragged ends. */
export function questionsAbout({ from, to, riders }: Month): Question[] {
  const month = { from, to }
  const ragged = { from: from + 10 * HOUR_MS + 1_234_567, to: to - 10 * HOUR_MS - 1_234_567 }
  const day = { from: to - DAY_MS, to }
  const afternoon = timeCursorOf({ at: to - 9 * HOUR_MS, id: 'a' })
  const rider = `riders/rider-${riders / 2}`
  const delivery = `deliveries/${dateOf(dayOf(to) - 1)}-${riders / 2}-3`
  return [
    { name: 'Summary of a month', path: 'summary', query: ragged },
    { name: 'Summary of a day', path: 'summary', query: day },
    { name: 'A rider, a month', path: rider, query: ragged },
    { name: 'Heat map of a month', path: 'heatmap', query: { ...month, resolution: 9 } },
    { name: 'Heat map of a day', path: 'heatmap', query: day },
    { name: 'The five minutes of a month', path: 'heatmap/slots', query: month },
    { name: 'The five minutes of a day', path: 'heatmap/slots', query: day },
    { name: 'The newest deliveries of a month', path: 'deliveries', query: { ...month, limit: 100 } },
    {
      name: 'The next that were late',
      path: 'deliveries',
      query: { ...month, outcome: 'late', cursor: afternoon },
    },
    { name: 'The newest that failed', path: 'deliveries', query: { ...month, outcome: 'failed' } },
    { name: 'The days of a month', path: 'days', query: { ...month, timeZone: 'Europe/Helsinki' } },
    { name: 'Distributions of a month', path: 'distributions', query: month },
    { name: 'Distributions of a day', path: 'distributions', query: day },
    { name: 'A delivery that ended', path: delivery },
    { name: 'A delivery under way', path: `deliveries/under-way-${riders / 2}` },
    { name: 'The track of a delivery', path: `${delivery}/track` },
    {
      name: 'A week of a rider as GPX',
      path: `${rider}/track`,
      query: { from: to - 7 * DAY_MS, to },
      accept: 'application/gpx+xml',
    },
  ]
}
