import { expect, it } from 'vitest'
import { METADATA_REQUEST, readMetadata } from './kafka-metadata.ts'

it('asks for the brokers and for no topic', () => {
  expect(METADATA_REQUEST.toString('hex')).toBe(
    '0000000e' + '0003' + '0001' + '00000001' + 'ffff' + '00000000',
  )
})

it('reads the ids of the brokers from an answer of Kafka 4.3.1', () => {
  const oneBroker =
    '00000025' + '00000001' + '00000001' + '00000001' + '0009' + '3132372e302e302e31' + '00002384' + 'ffff'
  const controllerAndTopics = '00000001' + '00000000'
  expect(readMetadata(Buffer.from(oneBroker + controllerAndTopics, 'hex')).brokers).toEqual([1])
})

it('reads none from a cluster that nobody serves yet', () => {
  const nobody = '00000010' + '00000001' + '00000000' + 'ffffffff' + '00000000'
  expect(readMetadata(Buffer.from(nobody, 'hex')).brokers).toEqual([])
})

it.each([
  ['all replicas are in sync', '00000001', ['00000002', '00000001', '00000002'], 0],
  ['one is not', '00000001', ['00000001', '00000001'], 1],
  ['nobody leads', 'ffffffff', ['00000002', '00000001', '00000002'], 1],
])('counts the partitions that are behind: %s', (_case, leader, inSync, behind) => {
  const partition = ['0000', '00000000', leader, '00000002', '00000001', '00000002', ...inSync]
  const topic = ['0000', '0001', '74', '00', '00000001', ...partition]
  const answer = ['00000000', '00000001', '00000000', '00000001', '00000001', ...topic]
  expect(readMetadata(Buffer.from(answer.join(''), 'hex')).behind).toBe(behind)
})
