import type { Metrics } from '@doorstep/runtime'
import { Counter } from 'prom-client'
import type { FixCounts } from './handler.ts'

export function fixCounts(metrics: Metrics): FixCounts {
  const fixes = new Counter({
    name: 'doorstep_analytics_fixes_total',
    help: 'Fixes read, by what became of them: new rows, rows that were known, older than retention.',
    labelNames: ['outcome'],
    registers: [metrics],
  })
  return { count: (outcome, count) => fixes.inc({ outcome }, count) }
}
