import { type App, createApp, type AppOptions as RuntimeOptions } from '@doorstep/runtime'
import { protocols } from './protocols/index.ts'
import { BODY_LIMIT_BYTES } from './protocols/phone.ts'
import type { ProtocolOptions } from './protocols/protocol.ts'
import { bodyBudget } from './routes/body-budget.ts'

/** Of all that is being received together. */
const MAX_BODY_BYTES_UNDER_WAY = 32 * 1024 * 1024

export interface AppOptions
  extends Pick<RuntimeOptions, 'log' | 'metrics' | 'readiness' | 'server'>,
    ProtocolOptions {}

/** The HTTP application, not listening. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { log, metrics, readiness, server = {} } = options
  const description = "Takes riders' locations, and answers when they are safe."
  const app = await createApp({ name: 'ingest', description, log, metrics, readiness, server })
  // Anything but JSON is 415, unless a protocol reads it.
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', bodyBudget(MAX_BODY_BYTES_UNDER_WAY, BODY_LIMIT_BYTES))
  for (const protocol of protocols) await app.register(async (scope: App) => protocol(scope, options))
  return app
}
