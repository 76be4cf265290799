import { describe, expect, it } from 'vitest'
import {
  type KafkaPropertiesOptions,
  kafkaProperties,
  propertiesEnvironment,
  propertiesFile,
} from './kafka-properties.ts'

const address = '127.0.0.1:9092'

function propertiesOf(count: 1 | 3, fields: Partial<KafkaPropertiesOptions> = {}) {
  const nodes = Array.from({ length: count }, (_, index) => ({
    nodeId: index + 1,
    controller: `127.0.0.1:${9101 + index}`,
  }))
  const listeners = {
    client: { bind: address, advertised: address },
    internal: { bind: '127.0.0.1:9201', advertised: '127.0.0.1:9201' },
    controller: '127.0.0.1:9101',
  }
  return kafkaProperties({ nodeId: 1, nodes, listeners, logDir: '/data', ...fields })
}

describe('one broker', () => {
  it('keeps the only replica there can be, of Kafka’s own topics too', () => {
    expect(propertiesOf(1)).toMatchObject({
      'default.replication.factor': '1',
      'min.insync.replicas': '1',
      'offsets.topic.replication.factor': '1',
      'transaction.state.log.replication.factor': '1',
      'transaction.state.log.min.isr': '1',
      'share.coordinator.state.topic.replication.factor': '1',
    })
  })
})

describe('three brokers', () => {
  it('keep three replicas and accept writes while one of them is away', () => {
    expect(propertiesOf(3)).toMatchObject({
      'default.replication.factor': '3',
      'min.insync.replicas': '2',
      'offsets.topic.replication.factor': '3',
      'transaction.state.log.replication.factor': '3',
      'transaction.state.log.min.isr': '2',
      'share.coordinator.state.topic.min.isr': '2',
    })
  })

  it('vote together', () => {
    expect(propertiesOf(3)['controller.quorum.voters']).toBe(
      '1@127.0.0.1:9101,2@127.0.0.1:9102,3@127.0.0.1:9103',
    )
  })
})

it('replaces a dead broker after 3 s', () => {
  expect(propertiesOf(3)['broker.session.timeout.ms']).toBe('3000')
})

it('takes sessions short enough for a killed member to be replaced within 3 s', () => {
  expect(propertiesOf(1)['group.min.session.timeout.ms']).toBe('2000')
})

it('makes no topic that nobody declared', () => {
  expect(propertiesOf(1)['auto.create.topics.enable']).toBe('false')
})

it('tells clients another way than brokers take among themselves', () => {
  const internal = { bind: '0.0.0.0:19092', advertised: 'kafka-1:19092' }
  const client = { bind: '0.0.0.0:9092', advertised: '127.0.0.1:40000' }
  const apart = propertiesOf(3, { listeners: { client, internal, controller: '0.0.0.0:9093' } })

  expect(apart).toMatchObject({
    listeners: 'CLIENT://0.0.0.0:9092,INTERNAL://0.0.0.0:19092,CONTROLLER://0.0.0.0:9093',
    'advertised.listeners': 'CLIENT://127.0.0.1:40000,INTERNAL://kafka-1:19092',
    'inter.broker.listener.name': 'INTERNAL',
  })
})

it('is written as a file for Kafka, as variables for its image', () => {
  const properties = { 'node.id': '1', 'a_b.c-d': 'x' }
  expect(propertiesFile(properties)).toBe('node.id=1\na_b.c-d=x\n')
  expect(propertiesEnvironment(properties)).toEqual({ KAFKA_NODE_ID: '1', KAFKA_A__B_C___D: 'x' })
})
