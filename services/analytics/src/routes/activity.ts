import { AnalyticsSummary, Identifier, Problem, RiderActivity } from '@doorstep/contracts'
import { type App, requireApiKey } from '@doorstep/runtime'
import { Type } from 'typebox'
import type { Span } from '../domain/span.ts'
import { SpanQuery, spanOf } from './span.ts'

export interface ActivityReader {
  summary(span: Span): Promise<AnalyticsSummary>
  riderActivity(riderId: string, span: Span): Promise<RiderActivity>
}

export interface ActivityRoutesOptions {
  readonly activity: ActivityReader
  readonly apiKey: string
}

/** Each fix of the span is read. */
const MAX_DAYS = 31

const shared = {
  tags: ['analytics'],
  security: [{ apiKey: [] }],
  description: `Fixes by the time they were recorded, deliveries by the time they ended. At most ${MAX_DAYS} days.`,
  querystring: SpanQuery,
}

const getSummary = {
  ...shared,
  summary: 'What happened in a span',
  response: { 200: AnalyticsSummary, '4xx': Problem, 503: Problem },
}

const getRiderActivity = {
  ...shared,
  summary: 'What one rider did in a span',
  params: Type.Object({ riderId: Identifier }),
  response: { 200: RiderActivity, '4xx': Problem, 503: Problem },
}

export function activityRoutes(app: App, { activity, apiKey }: ActivityRoutesOptions): void {
  const onRequest = requireApiKey(apiKey)

  app.get('/v1/analytics/summary', { schema: getSummary, onRequest }, ({ query }) =>
    activity.summary(spanOf(query, MAX_DAYS)),
  )

  app.get('/v1/analytics/riders/:riderId', { schema: getRiderActivity, onRequest }, ({ params, query }) =>
    activity.riderActivity(params.riderId, spanOf(query, MAX_DAYS)),
  )
}
