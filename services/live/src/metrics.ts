import type { LiveMessage } from '@doorstep/contracts'
import type { Metrics } from '@doorstep/runtime'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { LivePosition } from './domain/live-position.ts'
import type { ConnectionMetrics } from './gateway/connections.ts'
import type { SubscriberMetrics } from './gateway/subscriber.ts'

export interface LiveMetrics extends ConnectionMetrics, SubscriberMetrics {
  shown(position: LivePosition): void
}

export function liveMetrics(registry: Metrics): LiveMetrics {
  const registers = [registry]
  const connections = new Gauge({
    name: 'doorstep_live_connections',
    help: 'Open connections of customers.',
    labelNames: ['transport'],
    registers,
  })
  const closed = new Counter({
    name: 'doorstep_live_closed_total',
    help: 'Connections closed by this process, by reason.',
    labelNames: ['reason'],
    registers,
  })
  // Once for each frame and socket is too often to look a label up.
  const sent = { snapshot: 0, position: 0, status: 0, notification: 0, ended: 0, reset: 0 }
  new Counter({
    name: 'doorstep_live_frames_total',
    help: 'Messages sent to customers, by type.',
    labelNames: ['type'],
    registers,
    collect() {
      for (const type of Object.keys(sent) as LiveMessage['type'][]) {
        this.inc({ type }, sent[type])
        sent[type] = 0
      }
    },
  })
  const conflated = new Counter({
    name: 'doorstep_live_conflated_total',
    help: 'Positions left out because the connection was slow and a newer one had come.',
    registers,
  })
  const endToEnd = new Histogram({
    name: 'doorstep_fix_end_to_end_duration_seconds',
    help: 'From the receipt of a fix until it was handed to the sockets of this process.',
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers,
  })
  return {
    connected: (transport) => connections.inc({ transport }),
    disconnected: (transport) => connections.dec({ transport }),
    sent(type) {
      sent[type] += 1
    },
    conflated: () => conflated.inc(),
    closed: (reason) => closed.inc({ reason }),
    shown: ({ receivedAt }) => endToEnd.observe(Math.max(0, Date.now() - receivedAt) / 1000),
  }
}
