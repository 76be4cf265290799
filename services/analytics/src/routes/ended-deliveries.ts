import {
  type DeliveryDay,
  DeliveryDays,
  DeliveryDistributions,
  type EndedDelivery,
  EndedDeliveryPage,
  Outcome,
  Problem,
} from '@doorstep/contracts'
import {
  type App,
  type PageEnd,
  PageLimit,
  pageEndBefore,
  pageOf,
  RequestError,
  requireApiKey,
  TimeCursor,
  timeCursorOf,
} from '@doorstep/runtime'
import { Type } from 'typebox'
import type { Span } from '../domain/span.ts'
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
      limit: Type.Optional(PageLimit),
      cursor: Type.Optional(TimeCursor),
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
    const { outcome } = query
    const after = pageEndBefore(query.cursor)
    const { items, next } = await pageOf(
      query.limit,
      (limit) => ended.page({ ...spanOf(query, MAX_DAYS), outcome, after, limit }),
      ({ endedAt, deliveryId }) => timeCursorOf({ at: endedAt, id: deliveryId }),
    )
    return { deliveries: items, ...next }
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
