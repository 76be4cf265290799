import { ConfigError } from '@doorstep/runtime'
import { expect, it } from 'vitest'
import webPush from 'web-push'
import { vapidOf } from './vapid.ts'

const mine = webPush.generateVAPIDKeys()
const another = webPush.generateVAPIDKeys()
const vapidWith = (publicKey: string, privateKey: string) =>
  vapidOf({
    PUBLIC_URL: 'https://doorstep.example',
    EMAIL_FROM: 'no-reply@doorstep.example',
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
  })

it('pushes with a pair of keys, and not at all without', () => {
  expect(vapidWith(mine.publicKey, mine.privateKey)).toEqual({ subject: 'https://doorstep.example', ...mine })
  expect(vapidWith('', '')).toBeUndefined()
})

it.each([
  ['of two pairs', mine.publicKey, another.privateKey],
  ['without the private one', mine.publicKey, ''],
  ['without the public one', '', mine.privateKey],
  ['of which the private one is none', mine.publicKey, 'A'.repeat(43)],
])('does not start with keys %s', (_keys, publicKey, privateKey) => {
  expect(() => vapidWith(publicKey, privateKey)).toThrow(
    new ConfigError('Invalid configuration: VAPID_PRIVATE_KEY is not the other half of VAPID_PUBLIC_KEY'),
  )
})
