import type { KafkaCluster } from '../../src/cluster.ts'
import type { KafkajsTransport } from '../../src/publish/kafkajs-transport.ts'
import { documentedProducer, sendWith } from './documented-producer.ts'

export function kafkajsTransport(kafka: KafkaCluster): KafkajsTransport {
  const producer = documentedProducer(kafka, { idempotent: false })
  return {
    start: () => producer.connect(),
    stop: () => producer.disconnect(),
    async send(batch) {
      await sendWith(producer, batch)
      return batch.map(({ topic, partition }) => ({ topic, partition, baseOffset: '0' }))
    },
  }
}
