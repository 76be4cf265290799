import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { connectKafka, createPublisher, topicsReady } from '@doorstep/kafka'
import { composeServices } from '@doorstep/runtime'
import { aFix, aTopicPrefix, silentLog, until } from '@doorstep/testing'
import { expect, inject, it, onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

const fixesFrom = (first: number): LocationFix[] =>
  Array.from({ length: 300 }, (_, i) => aFix({ riderId: `r-${i % 9}`, recordedAt: first + i }))
const identities = (fixes: readonly LocationFix[]) =>
  fixes.map(({ riderId, recordedAt }) => `${riderId} ${recordedAt}`).toSorted()

it('a group that joins late has every fix of the topic, and goes on where it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'archive-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const env = {
    KAFKA_BROKERS: inject('kafkaBrokers'),
    TOPIC_PREFIX: aTopicPrefix(),
    ARCHIVE_FILE: join(folder, 'fixes.jsonl'),
  }
  const archived = async (): Promise<LocationFix[]> => {
    const lines = await readFile(env.ARCHIVE_FILE, 'utf8').catch(() => '')
    return lines
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
  }

  const cluster = { brokers: env.KAFKA_BROKERS, topicPrefix: env.TOPIC_PREFIX }
  const kafka = connectKafka({ clientId: 'test', ...cluster, log: silentLog })
  const publisher = createPublisher(kafka, { deadlineMs: 30_000 })
  const upstream = composeServices('upstream', [topicsReady(kafka, [deliveryLocation]), publisher])
  await upstream.start()
  onTestFinished(upstream.stop)

  const published: LocationFix[] = []
  for (const first of [1_700_000_000_000, 1_700_000_900_000]) {
    const fixes = fixesFrom(first)
    await publisher.publishAll(deliveryLocation, fixes)
    published.push(...fixes)
    const archive = spawn(process.execPath, [main], { env: { ...process.env, ...env }, stdio: 'ignore' })
    onTestFinished(() => void archive.kill('SIGKILL'))
    await until(async () => (await archived()).length >= published.length, { timeoutMs: 30_000 })
    archive.kill('SIGTERM')
    expect((await once(archive, 'exit'))[0]).toBe(0)
    expect(identities(await archived())).toEqual(identities(published))
  }
})
