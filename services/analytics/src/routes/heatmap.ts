import {
  type HeatCell,
  Heatmap,
  HeatmapFeatures,
  type HeatSlot,
  HeatSlots,
  Problem,
} from '@doorstep/contracts'
import { type App, RequestError, requireApiKey } from '@doorstep/runtime'
import { Type } from 'typebox'
import { FINEST_RESOLUTION } from '../domain/cell.ts'
import { coarsened } from '../domain/heatmap.ts'
import type { Span } from '../domain/span.ts'
import { heatmapFeatures } from '../heatmap/geojson.ts'
import { negotiate } from './negotiate.ts'
import { SpanQuery, spanOf } from './span.ts'

export interface HeatReader {
  /** The finest cells that a rider was in, in the five minutes that began within the span. */
  cells(span: Span): Promise<HeatCell[]>
  /** The same by time, over all cells; five minutes in which nobody was anywhere are left out. */
  slots(span: Span): Promise<HeatSlot[]>
}

export interface HeatmapRoutesOptions {
  readonly heat: HeatReader
  readonly apiKey: string
}

const MAX_DAYS = 31
const JSON_TYPE = 'application/json'
const GEOJSON_TYPE = 'application/geo+json'

const getHeatmap = {
  tags: ['analytics'],
  security: [{ apiKey: [] }],
  summary: 'Where riders were, in H3 cells, as JSON or GeoJSON',
  description: `Of the five minutes that began within the span. At most ${MAX_DAYS} days.`,
  querystring: Type.Object(
    {
      ...SpanQuery.properties,
      resolution: Type.Optional(
        Type.String({
          pattern: `^[0-${FINEST_RESOLUTION}]$`,
          description: `Of H3; ${FINEST_RESOLUTION}, cells 400 m across, is the finest and the default.`,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: {
    200: {
      description: 'Where nobody was has no cell.',
      content: { [JSON_TYPE]: { schema: Heatmap }, [GEOJSON_TYPE]: { schema: HeatmapFeatures } },
    },
    '4xx': Problem,
    503: Problem,
  },
}

const getSlots = {
  tags: ['analytics'],
  security: [{ apiKey: [] }],
  summary: 'How much of a heat map fell into each five minutes',
  description: `Those that began within the span. At most ${MAX_DAYS} days.`,
  querystring: SpanQuery,
  response: { 200: HeatSlots, '4xx': Problem, 503: Problem },
}

export function heatmapRoutes(app: App, { heat, apiKey }: HeatmapRoutesOptions): void {
  const onRequest = requireApiKey(apiKey)

  app.get('/v1/analytics/heatmap', { schema: getHeatmap, onRequest }, async ({ headers, query }, reply) => {
    const mediaType = negotiate(headers.accept, [JSON_TYPE, GEOJSON_TYPE])
    if (mediaType === undefined) {
      throw new RequestError(406, 'NOT_ACCEPTABLE', `A heat map can be had as ${JSON_TYPE}, ${GEOJSON_TYPE}`)
    }
    const resolution = Number(query.resolution ?? FINEST_RESOLUTION)
    const cells = coarsened(await heat.cells(spanOf(query, MAX_DAYS)), resolution)
    reply.header('vary', 'accept').type(mediaType)
    return mediaType === GEOJSON_TYPE ? heatmapFeatures(cells) : { resolution, cells }
  })

  app.get('/v1/analytics/heatmap/slots', { schema: getSlots, onRequest }, async ({ query }) => ({
    slots: await heat.slots(spanOf(query, MAX_DAYS)),
  }))
}
