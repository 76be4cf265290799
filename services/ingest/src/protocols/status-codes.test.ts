import type { LocationFix } from '@doorstep/contracts'
import { PublishTimeoutError, QueueFullError } from '@doorstep/kafka'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appOnALog } from '../../test/app-on-a-log.ts'
import {
  overland,
  owntracksAndroid,
  owntracksIos,
  type PhoneApp,
  type Send,
  traccarClient,
} from '../../test/phone-apps.ts'
import type { Moment } from '../../test/phone-requests.ts'
import { RECORDED_AT } from '../../test/phone-samples.ts'

const BATCH = 3
const apps = [
  { name: 'Traccar Client', phone: traccarClient },
  { name: 'OwnTracks for iOS', phone: owntracksIos },
  { name: 'OwnTracks for Android', phone: owntracksAndroid },
  { name: 'Overland', phone: overland(BATCH) },
]

/** A second and a metre apart. */
const moment = (n: number): Moment => ({ lat: 60 + n / 100_000, recordedAt: RECORDED_AT + n * 1_000 })
const anyPace = { admits: () => true }
const now = () => RECORDED_AT + 3_600_000

/** What may become of an append. What comes too late may be written all the same. */
const fates = ['acknowledged', 'too late', 'written too late', 'full'] as const
type Fate = (typeof fates)[number]

/** The app on a log that follows a script, and acknowledges everything once that has ended. */
async function ingestWith(script: Fate[], pace = anyPace) {
  const { app, fixes } = await appOnALog({
    now,
    pace,
    async append(write) {
      const fate = script.shift() ?? 'acknowledged'
      if (fate === 'full') throw new QueueFullError('50000 records wait for Kafka already')
      if (fate !== 'too late') write()
      if (fate !== 'acknowledged') throw new PublishTimeoutError('not acknowledged within 2000 ms')
    },
  })
  const statuses: number[] = []
  const send: Send = async (request) => {
    const { statusCode, body } = await app.inject(request)
    statuses.push(statusCode)
    return { status: statusCode, body }
  }
  return { send, fixes, statuses }
}

function lostBy({ deleted }: PhoneApp, fixes: readonly LocationFix[]): readonly Moment[] {
  const stored = new Set(fixes.map(({ recordedAt }) => recordedAt))
  return deleted.filter(({ recordedAt }) => !stored.has(recordedAt))
}

/** Until nothing waits, or as many tries were made as could be needed. */
async function drain(phone: PhoneApp, send: Send): Promise<void> {
  for (let tries = phone.waiting.length; tries > 0 && phone.waiting.length > 0; tries--)
    await phone.attempt(send)
}

describe.each(apps)('$name', ({ phone: aPhone }) => {
  it('through any outage and overload loses nothing, and has nothing left when it is over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...fates), { maxLength: 60 }), async (script) => {
        const { send, fixes, statuses } = await ingestWith([...script])
        const phone = aPhone('r-1')
        for (let n = 0; n < script.length; n++) {
          phone.record(moment(n))
          await phone.attempt(send)
          expect(lostBy(phone, fixes)).toEqual([])
        }
        const outage = statuses.length
        await drain(phone, send)
        expect(phone.waiting).toEqual([])
        expect(lostBy(phone, fixes)).toEqual([])
        expect(statuses.slice(0, outage).filter((status) => status !== 200 && status !== 503)).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('is not held up by a point that can never be used, and loses none beside it', async () => {
    const { send, fixes } = await ingestWith([])
    const phone = aPhone('r-1')
    const offTheGlobe = { ...moment(2), lat: 91 }
    const inAnHour = { ...moment(4), recordedAt: now() + 3_600_000 }
    for (const point of [moment(0), moment(1), offTheGlobe, moment(3), inAnHour, moment(5)])
      phone.record(point)
    await drain(phone, send)
    expect(phone.waiting).toEqual([])
    expect(lostBy(phone, fixes)).toEqual([offTheGlobe, inAnHour])
  })

  it('above its rate is slowed down, and loses nothing', async () => {
    let turn = 0
    const { send, fixes, statuses } = await ingestWith([], { admits: () => turn++ % 3 === 0 })
    const phone = aPhone('r-1')
    for (let n = 0; n < 30; n++) phone.record(moment(n))
    while (phone.waiting.length > 0 && statuses.length < 100) await phone.attempt(send)
    expect(phone.waiting).toEqual([])
    expect(lostBy(phone, fixes)).toEqual([])
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
  })
})

it.each([
  { name: 'Traccar Client', phone: traccarClient, keeps: true },
  { name: 'OwnTracks for iOS', phone: owntracksIos, keeps: false },
  { name: 'OwnTracks for Android', phone: owntracksAndroid, keeps: true },
  { name: 'Overland', phone: overland(BATCH), keeps: true },
])('$name with a key that is nobody’s keeps its fixes: $keeps', async ({ phone: aPhone, keeps }) => {
  const { send } = await ingestWith([])
  const withoutKey: Send = ({ payload, ...request }) =>
    send({
      ...request,
      headers: { 'content-type': 'application/json' },
      payload: payload.replaceAll('rk_', 'no_'),
    })
  const phone = aPhone('r-1')
  phone.record(moment(0))
  await phone.attempt(withoutKey)
  expect(phone.waiting.length === 1).toBe(keeps)
})

it.each([
  { name: 'Traccar Client', phone: traccarClient, status: 202, does: 'keeps' },
  { name: 'OwnTracks for iOS', phone: owntracksIos, status: 429, does: 'loses' },
  { name: 'OwnTracks for Android', phone: owntracksAndroid, status: 400, does: 'keeps' },
  { name: 'Overland', phone: overland(BATCH), status: 200, does: 'keeps' },
])('$name $does a fix for ever on a bare $status: the models know what to fear', async (app) => {
  const phone = app.phone('r-1')
  phone.record(moment(0))
  await drain(phone, async () => ({ status: app.status, body: '' }))
  expect(phone.waiting.length).toBe(app.does === 'keeps' ? 1 : 0)
})
