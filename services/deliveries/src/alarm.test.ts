import { expect, it } from 'vitest'
import { createAlarm } from './alarm.ts'

const LONG_MS = 60_000

it('sleeps until its time is up when nobody rings', async () => {
  expect(await createAlarm().sleep(1)).toBe(false)
})

it('wakes at a ring', async () => {
  const alarm = createAlarm()
  const sleeping = alarm.sleep(LONG_MS)
  alarm.ring()
  expect(await sleeping).toBe(true)
})

it('remembers a ring from before the sleep, and many as one', async () => {
  const alarm = createAlarm()
  alarm.ring()
  alarm.ring()
  expect(await alarm.sleep(LONG_MS)).toBe(true)
  expect(await alarm.sleep(1)).toBe(false)
})
