import { createECDH } from 'node:crypto'
import { expect, it } from 'vitest'
import { vapidKeysOf } from './vapid-keys.ts'

it.each([
  ['like most', '7f'.repeat(32)],
  ['that begins with a zero byte', `00${'7f'.repeat(31)}`],
])('a private key %s stays the other half of its public key', (_which, privateKey) => {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(privateKey, 'hex')
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = vapidKeysOf(pair)

  const told = createECDH('prime256v1')
  told.setPrivateKey(VAPID_PRIVATE_KEY, 'base64url')
  expect(told.getPublicKey('base64url')).toBe(VAPID_PUBLIC_KEY)
  expect(VAPID_PRIVATE_KEY).toHaveLength(43)
})
