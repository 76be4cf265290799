import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type DeliveryEvent, deliveryEvents } from '@doorstep/contracts'
import { connectKafka, followTopic, topicsReady } from '@doorstep/kafka'
import { aTopicPrefix, audit, type Entry, silentLog, until, type Verdict } from '@doorstep/testing'
import { expect, inject, it, onTestFinished } from 'vitest'
import { startApi } from './api.ts'
import { topics } from './pipeline.ts'

/** `RELAY_KILLS=500` for a long look: about a second each. */
const KILLS = Number(process.env.RELAY_KILLS ?? 6)
const PROCESSES = 3
const MERCHANTS = 3

const program = fileURLToPath(new URL('./relay-process/main.ts', import.meta.url))

interface Run {
  readonly kills: number
  readonly forgetful?: boolean
}

/** Commands all the while; relays that are killed around a batch, and replaced; then the log against what was answered. */
async function killRelays({ kills, forgetful = false }: Run): Promise<Verdict> {
  const api = await startApi(inject('databaseUrl'))
  onTestFinished(api.stop)
  const brokers = inject('kafkaBrokers')
  const topicPrefix = aTopicPrefix()
  const kafka = connectKafka({ clientId: 'relay-kills', brokers, topicPrefix, log: silentLog })
  await topicsReady(kafka, topics).start()

  const env = {
    ...process.env,
    DATABASE_URL: api.databaseUrl,
    KAFKA_BROKERS: brokers,
    TOPIC_PREFIX: topicPrefix,
    ...(forgetful && { FORGETFUL: 'yes' }),
  }
  const processes = new Set<ChildProcess>()
  onTestFinished(() => {
    for (const process of processes) process.kill('SIGKILL')
  })
  function startOne(fate: Record<string, string>): void {
    const options = { env: { ...env, ...fate }, stdio: 'inherit' } as const
    processes.add(spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', program], options))
  }
  for (let i = 0; i < PROCESSES; i += 1) startOne({ DOOMED: 'yes' })

  const answered: Entry[] = []
  let ordering = true
  async function merchant(): Promise<void> {
    const { riderId } = await api.aRider()
    while (ordering) {
      const { deliveryId: key } = await api.anOrder()
      await api.post(`/v1/deliveries/${key}/assign`, { riderId })
      for (const status of ['picked-up', 'delivered'])
        await api.post(`/v1/deliveries/${key}/status`, { status })
      answered.push(...[1, 2, 3, 4].map((sequence) => ({ key, sequence })))
    }
  }
  const merchants = Array.from({ length: MERCHANTS }, merchant)

  for (let killed = 0; killed < kills; killed += 1) {
    const [dead, signal] = await Promise.race([...processes].map(exitOf))
    expect(signal).toBe('SIGKILL')
    processes.delete(dead)
    startOne(killed < kills - 1 ? { DOOMED: 'yes' } : {})
  }
  ordering = false
  await Promise.all(merchants)
  await until(async () => (await api.sql`select from outbox limit 1`).length === 0, { timeoutMs: 120_000 })

  const log: Entry[] = []
  const follower = followTopic(kafka, {
    topic: deliveryEvents,
    apply: (event) => void log.push(entryOf(event)),
  })
  await follower.start()
  await follower.stop()
  return audit(answered, log)
}

async function exitOf(process: ChildProcess): Promise<[ChildProcess, NodeJS.Signals | null]> {
  if (process.signalCode === null) await once(process, 'exit')
  return [process, process.signalCode]
}

function entryOf(event: DeliveryEvent | undefined): Entry {
  if (event === undefined) throw new Error('No event of a delivery is ever deleted')
  return { key: event.delivery.deliveryId, sequence: event.version }
}

it('relays, killed around a batch again and again, lose nothing and keep each delivery’s order', async () => {
  const { acknowledged, missing, inversions, duplicates } = await killRelays({ kills: KILLS })
  const told = `${KILLS} kills, ${acknowledged} events: ${missing.length} lost, ${duplicates} told again`
  process.stdout.write(`${told}\n`)
  expect(acknowledged).toBeGreaterThan(KILLS)
  expect({ missing, inversions }).toEqual({ missing: [], inversions: [] })
}, 600_000)

it('a relay that does not wait for Kafka’s acknowledgement is found out', async () => {
  const { missing } = await killRelays({ kills: 2, forgetful: true })
  expect(missing.length).toBeGreaterThan(0)
}, 120_000)
