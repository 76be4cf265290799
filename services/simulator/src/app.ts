import { type App, createApp, type Logger, type Metrics, type ReadinessCheck } from '@doorstep/runtime'

export interface SimulatorAppOptions {
  readonly log: Logger
  readonly metrics: Metrics
  readonly readiness: readonly ReadinessCheck[]
}

/** Nothing to ask for but how it does. */
export function buildApp(options: SimulatorAppOptions): Promise<App> {
  return createApp({
    name: 'simulator',
    description: 'Riders on the streets of Helsinki, through the public API.',
    ...options,
  })
}
