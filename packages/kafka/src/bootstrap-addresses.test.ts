import { expect, it } from 'vitest'
import { bootstrapAddresses } from './bootstrap-addresses.ts'

it('begins with the brokers as they are given', () => {
  expect(bootstrapAddresses('a:1, b:2').current()).toEqual(['a:1', 'b:2'])
})

it('tries one that did not answer last', () => {
  const addresses = bootstrapAddresses('a:1,b:2,c:3')
  addresses.tryLast('a:1')
  expect(addresses.current()).toEqual(['b:2', 'c:3', 'a:1'])
})

it('does not take up a broker it was not given', () => {
  const addresses = bootstrapAddresses('a:1,b:2')
  addresses.tryLast('z:9')
  expect(addresses.current()).toEqual(['a:1', 'b:2'])
})
