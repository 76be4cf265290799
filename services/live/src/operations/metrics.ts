import type { Metrics } from '@doorstep/runtime'
import { Counter, Gauge } from 'prom-client'
import type { AudienceMetrics } from './audience.ts'

export function operationsMetrics(registry: Metrics): AudienceMetrics {
  const registers = [registry]
  const operators = new Gauge({
    name: 'doorstep_live_operators',
    help: 'Open connections of operators.',
    registers,
  })
  const conflated = new Counter({
    name: 'doorstep_live_operations_conflated_total',
    help: 'Times that changes were kept back because an operator was still reading those before.',
    registers,
  })
  return {
    operators: (count) => operators.set(count),
    conflated: () => conflated.inc(),
  }
}
