import type { KafkaCluster } from '../../src/cluster.ts'
import type { KafkajsTransport } from '../../src/publish/kafkajs-transport.ts'
import { documentedProducer, sendWith } from './documented-producer.ts'

export function kafkajsTransport(kafka: KafkaCluster): KafkajsTransport {
  const producer = documentedProducer(kafka, { idempotent: true })
  return {
    start: () => producer.connect(),
    stop: () => producer.disconnect(),
    send: (batch) => sendWith(producer, batch),
  }
}
