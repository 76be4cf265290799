import { type App, createApp, type Logger, type Metrics } from '@doorstep/runtime'
import { type Demo, demoRoutes } from './routes/demo.ts'
import { docsRoutes, openApiPath } from './routes/docs.ts'
import { type PageConfig, pageConfigRoutes } from './routes/page-config.ts'
import { isRiderPage, pageRoutes } from './routes/pages.ts'
import { proxyRoutes } from './routes/proxy.ts'
import {
  contentSecurityPolicy,
  docsSecurityPolicy,
  permissionsPolicy,
  securityHeaders,
} from './security-headers.ts'
import { proxyUpgrades } from './upgrades.ts'
import { upstreamReady } from './upstream-ready.ts'
import type { Upstream } from './upstreams.ts'

export interface WebOptions {
  readonly log: Logger
  readonly metrics: Metrics
  readonly upstreams: readonly Upstream[]
  readonly pagesDirectory: string
  readonly mapStyleUrl?: string | undefined
  readonly pushPublicKey?: string | undefined
  /** Absent outside a demo. */
  readonly demo?: Demo | undefined
}

/** The one origin: pages, and each service's paths. */
export async function buildApp(options: WebOptions): Promise<App> {
  const { log, metrics, upstreams, pagesDirectory, mapStyleUrl, demo } = options
  const app = await createApp({
    name: 'web',
    description: 'The one origin: pages, and the API of every service.',
    log,
    metrics,
    readiness: upstreams.map(upstreamReady),
    docs: upstreams.map(({ name }) => ({ name, url: openApiPath(name) })),
  })

  const policy = contentSecurityPolicy({ mapStyleUrl })
  app.addHook('onRequest', async (request, reply) => {
    const docs = request.url.startsWith('/docs')
    reply.headers({
      ...securityHeaders,
      'content-security-policy': docs ? docsSecurityPolicy : policy,
      'permissions-policy': permissionsPolicy({ isRiderPage: isRiderPage(request.url) }),
    })
  })

  const upgrades = proxyUpgrades(app.server, upstreams)
  app.addHook('preClose', async () => upgrades.close())

  await app.register(proxyRoutes, { upstreams })
  await app.register(docsRoutes, { upstreams })
  await app.register(pageConfigRoutes, { pageConfig: pageConfigOf(options) })
  if (demo !== undefined) await app.register(demoRoutes, { demo })
  await app.register(pageRoutes, { directory: pagesDirectory })
  return app
}

function pageConfigOf({ upstreams, mapStyleUrl, pushPublicKey, demo }: WebOptions): PageConfig {
  return {
    demo: demo !== undefined,
    services: upstreams.map(({ name }) => name),
    ...(mapStyleUrl === undefined ? {} : { mapStyleUrl }),
    ...(pushPublicKey === undefined ? {} : { pushPublicKey }),
  }
}
