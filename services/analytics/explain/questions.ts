import type { Month } from './a-month.ts'

const HOUR_MS = 3600 * 1000
const DAY_MS = 24 * HOUR_MS

export interface Question {
  readonly name: string
  readonly path: string
  readonly accept?: string
}

/** What the API is asked, over the widest spans that it takes; those of a month with ragged ends. */
export function questionsAbout({ from, to }: Month): Question[] {
  const span = (from: number, to: number) => `from=${from}&to=${to}`
  const ragged = span(from + 10 * HOUR_MS + 1_234_567, to - 10 * HOUR_MS - 1_234_567)
  const lastDay = span(to - DAY_MS, to)
  const delivery = `${Math.floor(to / DAY_MS) - 1}-500-3`
  return [
    { name: 'Summary of a month', path: `summary?${ragged}` },
    { name: 'Summary of a day', path: `summary?${lastDay}` },
    { name: 'A rider, a month', path: `riders/rider-500?${ragged}` },
    { name: 'Heat map of a month', path: `heatmap?${span(from, to)}` },
    { name: 'Heat map of a day', path: `heatmap?${lastDay}` },
    { name: 'The five minutes of a day', path: `heatmap/slots?${lastDay}` },
    { name: 'A page of the deliveries of a day', path: `deliveries?${lastDay}` },
    { name: 'A page of those that were late', path: `deliveries?${lastDay}&outcome=late` },
    { name: 'The days of a month', path: `days?${span(from, to)}&timeZone=Europe/Helsinki` },
    { name: 'Distributions of a day', path: `distributions?${lastDay}` },
    { name: 'Distributions of a month', path: `distributions?${span(from, to)}` },
    { name: 'A delivery', path: `deliveries/${delivery}` },
    { name: 'The track of a delivery', path: `deliveries/${delivery}/track` },
    {
      name: 'A week of a rider as GPX, 11,340 fixes',
      path: `riders/rider-500/track?${span(to - 7 * DAY_MS, to)}`,
      accept: 'application/gpx+xml',
    },
  ]
}
