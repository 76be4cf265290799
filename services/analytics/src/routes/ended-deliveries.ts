import {
  type DeliveryDay,
  DeliveryDays,
  DeliveryDistributions,
  type EndedDelivery,
  EndedDeliveryPage,
  Outcome,
  Problem,
} from '@doorstep/contracts'
import { type App, RequestError, requireApiKey } from '@doorstep/runtime'
import { Type } from 'typebox'
import type { Span } from '../domain/span.ts'
import { cursorOf, type PageEnd, pageEndOf } from './page-end.ts'
import { SpanQuery, spanOf } from './span.ts'

export interface EndedDeliveriesPage extends Span {
  readonly outcome: Outcome | undefined
  readonly after: PageEnd | undefined
  readonly limit: number
}

export interface EndedDeliveriesReader {
  /** Newest end first. */
  page(page: EndedDeliveriesPage): Promise<EndedDelivery[]>
  /** By the days of a time zone; those without deliveries are left out. Undefined if there is no such zone. */
  days(span: Span, timeZone: string): Promise<DeliveryDay[] | undefined>
  distributions(span: Span): Promise<DeliveryDistributions>
}

export interface EndedDeliveriesRoutesOptions {
  readonly ended: EndedDeliveriesReader
  readonly apiKey: string
}

const MAX_DAYS = 31
const DEFAULT_LIMIT = 50

const shared = {
  tags: ['analytics'],
  security: [{ apiKey: [] }],
  description: `By the time they ended. At most ${MAX_DAYS} days.`,
}
const refusals = { '4xx': Problem, 503: Problem }

const listEnded = {
  ...shared,
  summary: 'The deliveries that ended in a span, newest first',
  querystring: Type.Object(
    {
      ...SpanQuery.properties,
      outcome: Type.Optional(Outcome),
      limit: Type.Optional(
        Type.String({ pattern: '^([1-9][0-9]?|100)$', description: `1 to 100; ${DEFAULT_LIMIT} if absent.` }),
      ),
      cursor: Type.Optional(
        Type.String({ pattern: '^[A-Za-z0-9_-]{1,80}$', description: 'As `nextCursor` had it.' }),
      ),
    },
    { additionalProperties: false },
  ),
  response: { 200: EndedDeliveryPage, ...refusals },
}

const getDays = {
  ...shared,
  summary: 'How the deliveries of each day ended',
  querystring: Type.Object(
    {
      ...SpanQuery.properties,
      timeZone: Type.Optional(
        Type.String({
          pattern: '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$',
          description: 'Whose midnights part the days, as `Europe/Helsinki`; `UTC` if absent.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: { 200: DeliveryDays, ...refusals },
}

const getDistributions = {
  ...shared,
  summary: 'How long what was delivered took, how late it was and how far it went, as histograms',
  querystring: SpanQuery,
  response: { 200: DeliveryDistributions, ...refusals },
}

export function endedDeliveriesRoutes(app: App, { ended, apiKey }: EndedDeliveriesRoutesOptions): void {
  const onRequest = requireApiKey(apiKey)

  app.get('/v1/analytics/deliveries', { schema: listEnded, onRequest }, async ({ query }) => {
    const limit = Number(query.limit ?? DEFAULT_LIMIT)
    const after = query.cursor === undefined ? undefined : pageEndOf(query.cursor)
    if (query.cursor !== undefined && after === undefined)
      throw new RequestError(400, 'CURSOR_UNKNOWN', 'The cursor is none that this list has given.')
    const { outcome } = query
    const found = await ended.page({ ...spanOf(query, MAX_DAYS), outcome, after, limit: limit + 1 })
    const deliveries = found.slice(0, limit)
    const last = found.length > limit ? deliveries.at(-1) : undefined
    return { deliveries, ...(last !== undefined && { nextCursor: cursorOf(last) }) }
  })

  app.get('/v1/analytics/days', { schema: getDays, onRequest }, async ({ query }) => {
    const days = await ended.days(spanOf(query, MAX_DAYS), query.timeZone ?? 'UTC')
    if (days === undefined) throw new RequestError(400, 'TIME_ZONE_UNKNOWN', 'There is no such time zone.')
    return { days }
  })

  app.get('/v1/analytics/distributions', { schema: getDistributions, onRequest }, ({ query }) =>
    ended.distributions(spanOf(query, MAX_DAYS)),
  )
}
