import { expect, it } from 'vitest'
import webPush from 'web-push'
import { vapidSubject } from './vapid-subject.ts'

it.each([
  ['https://doorstep.example', 'no-reply@doorstep.example', 'https://doorstep.example'],
  ['http://localhost:8080', 'Doorstep <no-reply@doorstep.example>', 'mailto:no-reply@doorstep.example'],
  ['http://localhost:8080', 'no-reply@doorstep.example', 'mailto:no-reply@doorstep.example'],
])('at %s, with e-mail from %s, a push service may write to %s', (publicUrl, emailFrom, subject) => {
  expect(vapidSubject(publicUrl, emailFrom)).toBe(subject)
  const { publicKey, privateKey } = webPush.generateVAPIDKeys()
  const sign = () =>
    webPush.getVapidHeaders('https://push.example', subject, publicKey, privateKey, 'aes128gcm')
  expect(sign).not.toThrow()
})
