import { collectDefaultMetrics, Registry } from 'prom-client'

export type Metrics = Registry

/** The process's own registry: CPU, memory and event loop from the start; each part adds what it counts. */
export function createMetrics(service: string): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  return registry
}
