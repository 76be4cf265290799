import { expect, it } from 'vitest'
import { callerOf } from './caller.ts'

it.each([
  ['who asks directly', '203.0.113.5', undefined, '203.0.113.5'],
  ['whom our proxy names', '10.0.0.7', '203.0.113.5', '203.0.113.5'],
  ['whom our proxy names last', '127.0.0.1', '198.51.100.1, 203.0.113.5', '203.0.113.5'],
  ['whom our proxy names, over IPv6', '::ffff:127.0.0.1', '2001:db8::5', '2001:db8::5'],
  ['who claims to be somebody else', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
  ['nobody, behind a balancer that hides them', '10.0.0.7', '10.0.0.8', undefined],
  ['nobody, from this machine', '127.0.0.1', undefined, undefined],
  ['nobody, if the proxy talks nonsense', '127.0.0.1', 'unknown', undefined],
])('is %s', (_who, remoteAddress, forwarded, caller) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  expect(callerOf({ headers, socket: { remoteAddress } })).toBe(caller)
})
