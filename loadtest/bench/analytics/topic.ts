import { deliveryEvents, deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { connectKafka, createPublisher, forgetGroup, topicsReady } from '@doorstep/kafka'
import { composeServices } from '@doorstep/runtime'
import { silentLog } from '@doorstep/testing'

const RIDERS = 500
const FIXES_AT_ONCE = 4_000
const PATIENCE_MS = 30_000

/** The topics of analytics, with so many fixes in them. */
export interface FilledTopic {
  readonly brokers: string
  readonly topicPrefix: string
  readonly fixes: number
  /** Has the next group read it from the beginning. */
  rewind(): Promise<void>
}

export interface FillOptions {
  readonly brokers: string
  readonly topicPrefix: string
  readonly fixes: number
  onProgress(line: string): void
}

export async function fillTopic(options: FillOptions): Promise<FilledTopic> {
  const { brokers, topicPrefix, fixes, onProgress } = options
  const kafka = connectKafka({ clientId: 'bench', brokers, topicPrefix, log: silentLog })
  const publisher = createPublisher(kafka, { deadlineMs: PATIENCE_MS })
  const writing = composeServices('bench', [
    topicsReady(kafka, [deliveryLocation, deliveryEvents]),
    publisher,
  ])
  await writing.start()
  try {
    const began = Date.now() - (fixes / RIDERS) * 1_000
    for (let written = 0; written < fixes; written += FIXES_AT_ONCE) {
      const count = Math.min(FIXES_AT_ONCE, fixes - written)
      const batch = Array.from({ length: count }, (_, i) => aFixOf(written + i, began))
      await publisher.publishAll(deliveryLocation, batch)
      if (written % 1_000_000 === 0 && written > 0) onProgress(`${written} fixes are in the topic`)
    }
  } finally {
    await writing.stop()
  }
  return { brokers, topicPrefix, fixes, rewind: () => forgetGroup(kafka, 'analytics') }
}

/** Riders who ride away from one another, each with a fix a second. */
function aFixOf(n: number, began: number): LocationFix {
  const rider = n % RIDERS
  const second = Math.floor(n / RIDERS)
  const recordedAt = Math.round(began + second * 1_000)
  return {
    riderId: `0f8fad5b-d9cb-469f-a165-${String(rider).padStart(12, '0')}`,
    recordedAt,
    receivedAt: recordedAt + 250,
    lat: rounded(60.1 + rider / 5_000 + second * 3e-5 * Math.sin(rider)),
    lon: rounded(24.9 + rider / 5_000 + second * 5e-5 * Math.cos(rider)),
    accuracyM: 5,
    speedMps: 5.25,
    bearingDeg: n % 360,
    batteryPct: 80,
    charging: false,
    source: 'http',
  }
}

/** As phones tell it: to a decimetre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
