import {
  ConfigError,
  composeServices,
  createMetrics,
  httpServer,
  type Logger,
  type Service,
} from '@doorstep/runtime'
import { buildApp } from './app.ts'
import { builtPages, pagesDirectory } from './built-pages.ts'
import type { WebConfig } from './config.ts'
import { merchantDeliveries } from './merchant-deliveries.ts'
import { rememberFor } from './remember-for.ts'
import type { Demo } from './routes/demo.ts'
import { upstreamsOf } from './upstreams.ts'

/** However many home pages are open, `deliveries` is asked this often. */
const LIST_FOR_MS = 1_000

/** The composition root: the one place that knows every concrete part. */
export async function createWeb(config: WebConfig, log: Logger): Promise<Service> {
  const app = await buildApp({
    log,
    metrics: createMetrics('web'),
    upstreams: upstreamsOf(config),
    pagesDirectory,
    mapStyleUrl: config.MAP_STYLE_URL,
    pushPublicKey: config.VAPID_PUBLIC_KEY || undefined,
    demo: demoOf(config),
  })
  return composeServices('web', [
    builtPages(pagesDirectory),
    httpServer(app, { host: config.HOST, port: config.PORT }),
  ])
}

function demoOf({ DEMO, DOORSTEP_API_KEY, DELIVERIES_URL }: WebConfig): Demo | undefined {
  if (!DEMO) return undefined
  if (DOORSTEP_API_KEY === undefined)
    throw new ConfigError('Invalid configuration: DEMO needs DOORSTEP_API_KEY')
  const merchant = merchantDeliveries({ deliveriesUrl: DELIVERIES_URL, apiKey: DOORSTEP_API_KEY })
  return { ...merchant, listDeliveries: rememberFor(LIST_FOR_MS, merchant.listDeliveries) }
}
