import type { CustomersServed, LiveMessage } from '@doorstep/contracts'
import type { Metrics } from '@doorstep/runtime'
import { Counter, type CounterConfiguration, Gauge, Histogram } from 'prom-client'
import type { LivePosition } from './domain/live-position.ts'
import type { Connection, EndReason } from './gateway/connection.ts'
import type { ConnectionMetrics } from './gateway/connections.ts'
import type { SubscriberMetrics } from './gateway/subscriber.ts'

export interface LiveMetrics extends ConnectionMetrics, SubscriberMetrics {
  shown(position: LivePosition): void
  /** The same numbers, for operators. */
  customers(): CustomersServed
}

/** Plain numbers: once for each frame and socket is too often to look a label up. */
type Counts<Label extends string> = Record<Label, number>

const nothingSent = { snapshot: 0, position: 0, status: 0, notification: 0, ended: 0, reset: 0 }
const noneClosed = { ended: 0, goingAway: 0, tooMany: 0, linkClosed: 0, tooSlow: 0, silent: 0 }

export function liveMetrics(registry: Metrics): LiveMetrics {
  const registers = [registry]
  const since = Date.now()
  const open: Counts<Connection['transport']> = { websocket: 0, sse: 0 }
  const closed: Counts<EndReason> = { ...noneClosed }
  const sent: Counts<LiveMessage['type']> = { ...nothingSent }
  let conflated = 0

  new Gauge({
    name: 'doorstep_live_connections',
    help: 'Open connections of customers.',
    labelNames: ['transport'],
    registers,
    collect() {
      for (const [transport, count] of Object.entries(open)) this.set({ transport }, count)
    },
  })
  labelledCounter(registry, 'reason', closed, {
    name: 'doorstep_live_closed_total',
    help: 'Connections closed or cut off by this process, by reason.',
  })
  labelledCounter(registry, 'type', sent, {
    name: 'doorstep_live_frames_total',
    help: 'Messages sent to customers, by type.',
  })
  new Counter({
    name: 'doorstep_live_conflated_total',
    help: 'Positions left out because the connection was slow and a newer one had come.',
    registers,
    collect() {
      this.reset()
      this.inc(conflated)
    },
  })
  const endToEnd = new Histogram({
    name: 'doorstep_fix_end_to_end_duration_seconds',
    help: 'From the receipt of a fix until it was handed to the sockets of this process.',
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers,
  })
  return {
    connected(transport) {
      open[transport] += 1
    },
    disconnected(transport) {
      open[transport] -= 1
    },
    sent(type) {
      sent[type] += 1
    },
    conflated() {
      conflated += 1
    },
    closed(reason) {
      closed[reason] += 1
    },
    shown: ({ receivedAt }) => endToEnd.observe(Math.max(0, Date.now() - receivedAt) / 1000),
    customers: () => ({
      connections: open.websocket + open.sse,
      conflated,
      closed: { tooSlow: closed.tooSlow },
      since,
    }),
  }
}

function labelledCounter(
  registry: Metrics,
  label: string,
  counts: Counts<string>,
  named: Pick<CounterConfiguration<string>, 'name' | 'help'>,
): void {
  new Counter({
    ...named,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset()
      for (const [value, count] of Object.entries(counts)) this.inc({ [label]: value }, count)
    },
  })
}
