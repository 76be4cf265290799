import { type App, createApp, type AppOptions as RuntimeOptions } from '@doorstep/runtime'
import { type DeliveryRoutesOptions, deliveryRoutes } from './routes/deliveries.ts'
import { type RiderDeliveryRoutesOptions, riderDeliveryRoutes } from './routes/rider-deliveries.ts'
import { type RiderKeyRoutesOptions, riderKeyRoutes } from './routes/rider-keys.ts'
import { type RiderStopRoutesOptions, riderStopRoutes } from './routes/rider-stops.ts'
import { type RiderRoutesOptions, riderRoutes } from './routes/riders.ts'
import { type TransitionRoutesOptions, transitionRoutes } from './routes/transitions.ts'
import { merchantView, type TrackingLinks } from './routes/views.ts'

export interface AppOptions
  extends Pick<RuntimeOptions, 'log' | 'metrics' | 'readiness'>,
    Omit<
      DeliveryRoutesOptions &
        TransitionRoutesOptions &
        RiderRoutesOptions &
        RiderDeliveryRoutesOptions &
        RiderStopRoutesOptions &
        RiderKeyRoutesOptions,
      'view'
    >,
    TrackingLinks {}

/** The HTTP application, not listening. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { log, metrics, readiness } = options
  const description = 'Riders, deliveries, their statuses and tracking links.'
  const app = await createApp({ name: 'deliveries', description, log, metrics, readiness })
  const view = merchantView(options)
  riderRoutes(app, options)
  riderDeliveryRoutes(app, options)
  riderStopRoutes(app, options)
  riderKeyRoutes(app, options)
  deliveryRoutes(app, { ...options, view })
  transitionRoutes(app, { ...options, view })
  return app
}
