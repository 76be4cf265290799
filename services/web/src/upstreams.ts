import type { WebConfig } from './config.ts'

/** A service behind this origin. */
export interface Upstream {
  readonly name: string
  readonly url: string
  /** The paths that are its to answer, with all below them. */
  readonly paths: readonly string[]
}

export function upstreamsOf(config: WebConfig): readonly Upstream[] {
  return [
    {
      name: 'ingest',
      url: config.INGEST_URL,
      paths: ['/v1/locations', '/osmand', '/owntracks', '/overland'],
    },
    { name: 'deliveries', url: config.DELIVERIES_URL, paths: ['/v1/riders', '/v1/deliveries'] },
    { name: 'live', url: config.LIVE_URL, paths: ['/v1/track', '/v1/operations'] },
    { name: 'analytics', url: config.ANALYTICS_URL, paths: ['/v1/analytics'] },
    {
      name: 'notifications',
      url: config.NOTIFICATIONS_URL,
      paths: ['/v1/webhooks', '/v1/dispatches', '/v1/notifications', '/v1/push'],
    },
  ]
}

/** The service that answers this path, query and all. */
export function upstreamFor(upstreams: readonly Upstream[], url: string): Upstream | undefined {
  const path = url.split('?', 1)[0] ?? url
  return upstreams.find(({ paths }) => paths.some((own) => path === own || path.startsWith(`${own}/`)))
}
