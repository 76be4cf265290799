import { type App, createApp, type AppOptions as RuntimeOptions } from '@doorstep/runtime'
import { type DispatchRoutesOptions, dispatchRoutes } from './routes/dispatches.ts'
import {
  type NotificationSettingsRoutesOptions,
  notificationSettingsRoutes,
} from './routes/notification-settings.ts'
import { type PushRoutesOptions, pushRoutes } from './routes/push.ts'
import { type WebhookRoutesOptions, webhookRoutes } from './routes/webhooks.ts'

export interface AppOptions
  extends Pick<RuntimeOptions, 'log' | 'metrics' | 'readiness'>,
    DispatchRoutesOptions,
    NotificationSettingsRoutesOptions,
    PushRoutesOptions,
    WebhookRoutesOptions {}

/** The HTTP application, not listening: what was sent, to whom, and what became of it. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { log, metrics, readiness } = options
  const description = 'Decides from locations and events what to tell, and tells it.'
  const app = await createApp({ name: 'notifications', description, log, metrics, readiness })
  dispatchRoutes(app, options)
  webhookRoutes(app, options)
  notificationSettingsRoutes(app, options)
  pushRoutes(app, options)
  return app
}
