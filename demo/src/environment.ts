import { type Stack, serviceDatabaseUrl } from '@doorstep/stack'
import type { Ports, ServiceName } from './ports.ts'
import type { Secrets } from './secrets.ts'

export interface EnvironmentOptions {
  readonly stack: Pick<Stack, 'kafkaBrokers' | 'databaseUrl' | 'redisUrl'>
  readonly ports: Ports
  readonly secrets: Secrets
  readonly riders: number
  readonly seed: number
  readonly gpx?: string
  readonly topicPrefix: string
}

type Variables = Readonly<Record<string, string>>

/** The variables of each service, as Compose and the k8s manifests set them too. */
export function environmentOf(options: EnvironmentOptions): Readonly<Record<ServiceName, Variables>> {
  const { stack, ports, secrets, riders, seed, gpx, topicPrefix } = options
  const { DOORSTEP_API_KEY, RIDER_KEY_SECRET, TRACKING_TOKEN_SECRET, WEBHOOK_SECRET } = secrets
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = secrets
  const url = (name: ServiceName) => `http://127.0.0.1:${ports[name]}`
  const database = (name: string) => ({ DATABASE_URL: serviceDatabaseUrl(stack.databaseUrl, name) })
  const kafka = { KAFKA_BROKERS: stack.kafkaBrokers, TOPIC_PREFIX: topicPrefix }
  const publicUrl = { PUBLIC_URL: `http://localhost:${ports.web}` }
  const on = (name: ServiceName) => ({ PORT: String(ports[name]) })

  return {
    ingest: { ...on('ingest'), ...kafka, RIDER_KEY_SECRET },
    deliveries: {
      ...on('deliveries'),
      ...kafka,
      ...database('deliveries'),
      ...publicUrl,
      DOORSTEP_API_KEY,
      RIDER_KEY_SECRET,
      TRACKING_TOKEN_SECRET,
    },
    live: {
      ...on('live'),
      ...kafka,
      ...publicUrl,
      REDIS_URL: stack.redisUrl,
      DOORSTEP_API_KEY,
      TRACKING_TOKEN_SECRET,
    },
    analytics: { ...on('analytics'), ...kafka, ...database('analytics'), DOORSTEP_API_KEY },
    // The demo's own receivers are on loopback, which a real installation refuses.
    notifications: {
      ...on('notifications'),
      ...kafka,
      ...database('notifications'),
      DOORSTEP_API_KEY,
      ...publicUrl,
      TRACKING_TOKEN_SECRET,
      VAPID_PUBLIC_KEY,
      VAPID_PRIVATE_KEY,
      WEBHOOK_SECRET,
      WEBHOOK_ALLOW_PRIVATE: 'true',
    },
    web: {
      ...on('web'),
      ...publicUrl,
      DOORSTEP_API_KEY,
      VAPID_PUBLIC_KEY,
      DEMO: 'true',
      INGEST_URL: url('ingest'),
      DELIVERIES_URL: url('deliveries'),
      LIVE_URL: url('live'),
      ANALYTICS_URL: url('analytics'),
      NOTIFICATIONS_URL: url('notifications'),
    },
    simulator: {
      ...on('simulator'),
      API_URL: url('web'),
      DOORSTEP_API_KEY,
      RIDERS: String(riders),
      SEED: String(seed),
      ...(gpx && { GPX_FILE: gpx }),
    },
  }
}
