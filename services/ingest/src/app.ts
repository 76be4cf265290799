import { type App, createApp, type AppOptions as RuntimeOptions } from '@doorstep/runtime'
import { protocols } from './protocols/index.ts'
import type { ProtocolOptions } from './protocols/protocol.ts'

export interface AppOptions extends Pick<RuntimeOptions, 'log' | 'metrics' | 'readiness'>, ProtocolOptions {}

/** The HTTP application, not listening. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { log, metrics, readiness } = options
  const description = "Takes riders' locations, and answers when they are safe."
  const app = await createApp({ name: 'ingest', description, log, metrics, readiness })
  // Anything but JSON is 415, unless a protocol reads it.
  app.removeContentTypeParser('text/plain')
  for (const protocol of protocols) await app.register(async (scope: App) => protocol(scope, options))
  return app
}
