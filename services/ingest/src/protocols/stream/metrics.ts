import type { Metrics } from '@doorstep/runtime'
import { Counter, Gauge } from 'prom-client'

export interface StreamMetrics {
  opened(): void
  closed(): void
  /** With `taken`, or the code of the error. */
  answered(outcome: string): void
}

export function streamMetrics(registry: Metrics): StreamMetrics {
  const registers = [registry]
  const streams = new Gauge({ name: 'doorstep_ingest_streams', help: 'Open streams of phones.', registers })
  const frames = new Counter({
    name: 'doorstep_ingest_frames_total',
    help: 'Frames answered, by outcome: taken, or the code of the error.',
    labelNames: ['outcome'],
    registers,
  })
  const taken = frames.labels('taken')
  return {
    opened: () => streams.inc(),
    closed: () => streams.dec(),
    answered: (outcome) => (outcome === 'taken' ? taken : frames.labels(outcome)).inc(),
  }
}
