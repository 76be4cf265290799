import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { defineTopic, deliveryLocation } from '@doorstep/contracts'
import { connectKafka, topicsReady } from '@doorstep/kafka'
import type { Stack } from '@doorstep/stack'
import { silentLog, until } from '@doorstep/testing'

const TOPIC = 'java-producer'
const RECORDS_PER_S = 200
const KEYS = 60

export interface JavaProducer {
  /** When each record was acknowledged by all in-sync replicas, by the clock of this machine. */
  readonly ackTimes: readonly number[]
  stop(): Promise<void>
}

/**
 * Kafka's own producer beside ours: same brokers, a topic like ours, the settings it comes with. Kafka's
 * VerifiableProducer, which would give up a record at the first failure, is told to try again as any other does.
 */
export async function startJavaProducer({ kafkaBrokers: brokers, kafkaTool }: Stack): Promise<JavaProducer> {
  if (kafkaTool === undefined) throw new Error('Kafka was given without its programs')
  const kafka = connectKafka({ clientId: 'durability', brokers, log: silentLog })
  await topicsReady(kafka, [defineTopic({ ...deliveryLocation, name: TOPIC })]).start()

  const rate = ['--throughput', String(RECORDS_PER_S), '--repeating-keys', String(KEYS)]
  const asAnyOther = { retries: '2147483647', 'enable.idempotence': 'true' }
  const program = kafkaTool(
    'org.apache.kafka.tools.VerifiableProducer',
    ['--topic', TOPIC, '--acks', '-1', ...rate],
    asAnyOther,
  )
  program.stderr.resume()
  const ackTimes: number[] = []
  createInterface({ input: program.stdout }).on('line', (line) => {
    if (line.includes('"producer_send_success"')) ackTimes.push(JSON.parse(line).timestamp)
  })
  await until(() => ackTimes.length > 0, { timeoutMs: 60_000 })

  return {
    ackTimes,
    async stop() {
      program.kill('SIGTERM')
      await once(program, 'close')
    },
  }
}
