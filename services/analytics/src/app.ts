import { type App, createApp, type AppOptions as RuntimeOptions } from '@doorstep/runtime'
import { type ActivityRoutesOptions, activityRoutes } from './routes/activity.ts'
import { type DeliveryRoutesOptions, deliveryRoutes } from './routes/deliveries.ts'
import { type EndedDeliveriesRoutesOptions, endedDeliveriesRoutes } from './routes/ended-deliveries.ts'
import { type HeatmapRoutesOptions, heatmapRoutes } from './routes/heatmap.ts'
import { type TrackRoutesOptions, trackRoutes } from './routes/tracks.ts'

export interface AppOptions
  extends Pick<RuntimeOptions, 'log' | 'metrics' | 'readiness'>,
    ActivityRoutesOptions,
    DeliveryRoutesOptions,
    EndedDeliveriesRoutesOptions,
    HeatmapRoutesOptions,
    TrackRoutesOptions {}

/** The HTTP application, not listening. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { log, metrics, readiness } = options
  const description = 'What happened: counts, distances, durations, heat maps, and tracks to download.'
  const app = await createApp({ name: 'analytics', description, log, metrics, readiness })
  activityRoutes(app, options)
  deliveryRoutes(app, options)
  endedDeliveriesRoutes(app, options)
  heatmapRoutes(app, options)
  trackRoutes(app, options)
  return app
}
