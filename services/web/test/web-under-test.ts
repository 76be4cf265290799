import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createMetrics, readEnv } from '@doorstep/runtime'
import { silentLog } from '@doorstep/testing'
import { buildApp, type WebOptions } from '../src/app.ts'
import { WebConfig } from '../src/config.ts'
import { upstreamsOf } from '../src/upstreams.ts'
import { anAddressWithoutService } from './fake-service.ts'

type Addresses = Partial<
  Record<'INGEST_URL' | 'DELIVERIES_URL' | 'LIVE_URL' | 'ANALYTICS_URL' | 'NOTIFICATIONS_URL', string>
>

/** The origin, with services at these addresses; every other one is away. */
export async function aWeb(
  addresses: Addresses,
  options: Partial<WebOptions> = {},
): Promise<{ readonly app: App; readonly origin: string }> {
  const nowhere = await anAddressWithoutService()
  const away = {
    INGEST_URL: nowhere,
    DELIVERIES_URL: nowhere,
    LIVE_URL: nowhere,
    ANALYTICS_URL: nowhere,
    NOTIFICATIONS_URL: nowhere,
  }
  const app = await buildApp({
    log: silentLog,
    metrics: createMetrics('web'),
    upstreams: upstreamsOf(readEnv(WebConfig, { ...away, ...addresses })),
    pagesDirectory: tmpdir(),
    ...options,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return { app, origin: `http://127.0.0.1:${port}` }
}

/** Pages as the build leaves them, in a directory of their own. */
export async function builtPages(): Promise<{ readonly directory: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'doorstep-pages-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<h1>Home</h1>')
  await writeFile(join(directory, 'track.html'), '<h1>Track</h1>')
  await writeFile(join(directory, 'rider.html'), '<h1>Rider</h1>')
  await writeFile(join(directory, 'ops.html'), '<h1>Operations</h1>')
  await writeFile(join(directory, 'analytics.html'), '<h1>Analytics</h1>')
  await writeFile(join(directory, 'assets/track-1a2b.js'), 'plain')
  await writeFile(join(directory, 'assets/track-1a2b.js.br'), 'brotli')
  return { directory, remove: () => rm(directory, { recursive: true }) }
}
