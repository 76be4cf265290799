import { type App, createApp, type AppOptions as RuntimeOptions } from '@doorstep/runtime'
import { type LocationRoutesOptions, locationRoutes } from './routes/locations.ts'

export interface AppOptions
  extends Pick<RuntimeOptions, 'log' | 'metrics' | 'readiness'>,
    LocationRoutesOptions {}

/** The HTTP application, not listening. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { log, metrics, readiness } = options
  const description = "Takes riders' locations, and answers when they are safe."
  const app = await createApp({ name: 'ingest', description, log, metrics, readiness })
  // Anything but JSON is 415.
  app.removeContentTypeParser('text/plain')
  locationRoutes(app, options)
  return app
}
