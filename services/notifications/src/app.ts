import { type App, createApp, type AppOptions as RuntimeOptions } from '@doorstep/runtime'

export type AppOptions = Pick<RuntimeOptions, 'log' | 'metrics' | 'readiness'>

/** Health and metrics only: what there is to know of a notification leaves by topic and webhook. */
export function buildApp(options: AppOptions): Promise<App> {
  const description = 'Decides from locations and events what to tell, and tells it.'
  return createApp({ name: 'notifications', description, ...options })
}
