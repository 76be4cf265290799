import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { deliveryLocation } from '@doorstep/contracts'
import { connectKafka, createPublisher, type Publisher, topicsReady } from '@doorstep/kafka'
import { aFix, aTopicPrefix, silentLog } from '@doorstep/testing'
import { expect, inject, it, onTestFinished } from 'vitest'
import { SECRET } from './rider-key.ts'

/** As much as is recalled at most: 10,000 of each partition. */
const RECALLED = 120_000
const RIDERS = 12_000
const AT_ONCE = 4_000
/** Of the container in docker-compose.yml; what the kernel keeps of files and sockets for it comes to that. */
const CONTAINER_MB = 160
/** What V8 chooses by itself where there is no more memory. */
const asInAContainer = ['--max-old-space-size=128', '--max-semi-space-size=2']
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

async function writeTail(publisher: Publisher): Promise<void> {
  const began = Date.now() - 60_000
  for (let written = 0; written < RECALLED; written += AT_ONCE) {
    const fixes = Array.from({ length: AT_ONCE }, (_, i) =>
      aFix({
        riderId: `0b1f7c9e-5a52-4d0a-9d0c-${(written + i) % RIDERS}`,
        recordedAt: began + written + i,
        ...{ accuracyM: 8.3, speedMps: 6.1, bearingDeg: 271.4, batteryPct: 71, charging: false },
      }),
    )
    await publisher.publishAll(deliveryLocation, fixes)
  }
}

/** Ingest as a process of its own: when it has started, and how much memory it has had of its own by then. */
async function startedIngest(topicPrefix: string): Promise<{ peakMb: number }> {
  const env = { KAFKA_BROKERS: inject('kafkaBrokers'), TOPIC_PREFIX: topicPrefix, RIDER_KEY_SECRET: SECRET }
  const child = fork(main, {
    env: { ...env, PORT: '0' },
    execArgv: ['--disable-warning=TimeoutNegativeWarning', ...asInAContainer],
    silent: true,
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  let peakMb = 0
  const sampling = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
    peakMb = Math.max(peakMb, Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
  }, 10)
  onTestFinished(() => clearInterval(sampling))
  if (child.stdout === null) throw new Error('no output')
  for await (const line of createInterface(child.stdout)) if (line.includes('"started"')) return { peakMb }
  throw new Error(`ingest ended with ${await ended}`)
}

it.runIf(process.platform === 'linux')(
  'starts within the memory of its container, however much there is to recall',
  async () => {
    const topicPrefix = aTopicPrefix()
    const kafka = connectKafka({
      clientId: 'test',
      brokers: inject('kafkaBrokers'),
      topicPrefix,
      log: silentLog,
    })
    await topicsReady(kafka, [deliveryLocation]).start()
    const publisher = createPublisher(kafka, { deadlineMs: 30_000 })
    await publisher.start()
    await writeTail(publisher)
    await publisher.stop()

    const { peakMb } = await startedIngest(topicPrefix)
    expect(peakMb).toBeGreaterThan(20)
    expect(peakMb).toBeLessThan(CONTAINER_MB * 0.8)
  },
)
