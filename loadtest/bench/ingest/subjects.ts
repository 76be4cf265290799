import type { LoadName } from './load/loads.ts'

export interface Subject {
  readonly name: string
  readonly load: LoadName
  readonly against: 'ingest without Kafka' | 'ProducerPerformance'
  /** The share of its limit that it has to reach. */
  readonly goal: number
}

export const subjects: readonly Subject[] = [
  { name: 'single fixes, HTTP', load: 'single', against: 'ingest without Kafka', goal: 0.75 },
  { name: 'batches of 100, HTTP', load: 'batch', against: 'ProducerPerformance', goal: 0.5 },
  { name: 'single fixes, WebSocket', load: 'stream', against: 'ingest without Kafka', goal: 0.5 },
  { name: 'frames of 100, WebSocket', load: 'stream-batch', against: 'ProducerPerformance', goal: 0.5 },
]
