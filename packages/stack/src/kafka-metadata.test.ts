import { expect, it } from 'vitest'
import { brokersIn, METADATA_REQUEST } from './kafka-metadata.ts'

it('asks for the brokers and for no topic', () => {
  expect(METADATA_REQUEST.toString('hex')).toBe(
    '0000000e' + '0003' + '0001' + '00000001' + 'ffff' + '00000000',
  )
})

it('reads the ids of the brokers from an answer of Kafka 4.3.1', () => {
  const oneBroker =
    '00000025' + '00000001' + '00000001' + '00000001' + '0009' + '3132372e302e302e31' + '00002384' + 'ffff'
  const controllerAndTopics = '00000001' + '00000000'
  expect(brokersIn(Buffer.from(oneBroker + controllerAndTopics, 'hex'))).toEqual([1])
})

it('reads none from a cluster that nobody serves yet', () => {
  expect(
    brokersIn(Buffer.from('00000010' + '00000001' + '00000000' + 'ffffffff' + '00000000', 'hex')),
  ).toEqual([])
})
