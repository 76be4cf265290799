import { commonVariables } from '@doorstep/runtime'
import { type Static, type TString, Type } from 'typebox'

const address = (service: string, port: number): TString =>
  Type.String({
    default: `http://127.0.0.1:${port}`,
    pattern: '^https?://',
    description: `Where ${service} answers.`,
  })

export const WebConfig = Type.Object({
  ...commonVariables,
  PORT: Type.Integer({ ...commonVariables.PORT, default: 8080 }),
  INGEST_URL: address('ingest', 8081),
  DELIVERIES_URL: address('deliveries', 8082),
  LIVE_URL: address('live', 8083),
  ANALYTICS_URL: address('analytics', 8084),
  NOTIFICATIONS_URL: address('notifications', 8085),
  MAP_STYLE_URL: Type.Optional(
    Type.String({ pattern: '^https?://', description: 'A MapLibre style instead of the packed city.' }),
  ),
  VAPID_PUBLIC_KEY: Type.String({
    pattern: '^([A-Za-z0-9_-]{87})?$',
    default: '',
    description: 'Offers customers to be told by Web Push; the same as notifications has.',
  }),
  DEMO: Type.Boolean({
    default: false,
    description: 'Lists the running deliveries on the home page, for all to see.',
  }),
  DOORSTEP_API_KEY: Type.Optional(
    Type.String({ minLength: 1, description: "Needed with DEMO: the list is the merchant's." }),
  ),
})

export type WebConfig = Static<typeof WebConfig>
