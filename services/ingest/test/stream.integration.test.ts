import type { AddressInfo } from 'node:net'
import { deliveryLocation, type Location, type LocationFix } from '@doorstep/contracts'
import { createConsumer, type Received, subscription } from '@doorstep/kafka'
import { until } from '@doorstep/testing'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { aPhoneStream, asBearer, refusal } from './a-phone-stream.ts'
import { appOnALog } from './app-on-a-log.ts'
import { ingestUnderTest } from './ingest-under-test.ts'
import { keyOf } from './rider-key.ts'

const here = (fields: Partial<Location> = {}): Location => ({
  lat: 60.17,
  lon: 24.94,
  recordedAt: Date.now(),
  ...fields,
})
const accepted = (id: number) => ({ id, accepted: 1, rejected: [], nextPingMs: 1_000 })

async function listening(world: Parameters<typeof appOnALog>[0] = {}) {
  const { app, fixes } = await appOnALog(world)
  await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  return { app, fixes, port: (app.server.address() as AddressInfo).port }
}

describe('the upgrade', () => {
  const basic = Buffer.from(`anyone:${keyOf('r-1')}`).toString('base64')
  it.each([
    ['as Bearer', asBearer('r-1'), ''],
    ['as Basic password', { headers: { authorization: `Basic ${basic}` } }, ''],
    ['as a browser may', { protocols: ['doorstep.v1', `key.${keyOf('r-1')}`] }, 'doorstep.v1'],
  ])('takes the key %s, and never says it again', async (_how, credential, protocol) => {
    const { port, fixes } = await listening()
    const phone = await aPhoneStream(port, 'r-1', credential)
    expect(phone.socket.protocol).toBe(protocol)
    phone.send(1, [here()])
    expect(await phone.answered(1)).toEqual([accepted(1)])
    expect(fixes).toMatchObject([{ riderId: 'r-1', source: 'stream' }])
  })

  it.each([
    ['no key', '/v1/locations/stream', {}, 401],
    ['another path', '/v1/locations', asBearer('r-1'), 404],
    [
      'the page of another site',
      '/v1/locations/stream',
      { ...asBearer('r-1'), origin: 'https://evil.example' },
      403,
    ],
  ])('is refused with %s', async (_what, path, options, status) => {
    const { port } = await listening()
    expect(await refusal(port, path, options)).toBe(status)
  })

  it('closes with 4001 when the key is no rider’s', async () => {
    const { port } = await listening()
    const phone = await aPhoneStream(port, 'r-1', { protocols: ['doorstep.v1', 'key.rk_r-1_wrong'] })
    expect(await phone.closed).toBe(4001)
  })

  it('closes with 4001 when the key is revoked, and takes nothing more', async () => {
    let revoked = false
    const keys = { riderOf: () => (revoked ? undefined : 'r-1') }
    const { port, fixes } = await listening({ keys })
    const phone = await aPhoneStream(port, 'r-1')
    phone.send(1, [here()])
    await phone.answered(1)
    revoked = true
    const sending = setInterval(() => phone.send(2, [here()]), 100)
    expect(await phone.closed).toBe(4001)
    clearInterval(sending)
    const taken = fixes.length
    expect(phone.answers).toHaveLength(taken)
  })

  it('is told apart from a request, which is answered 426', async () => {
    const { app } = await listening()
    const response = await app.inject('/v1/locations/stream')
    expect([response.statusCode, response.json().code]).toEqual([426, 'UPGRADE_REQUIRED'])
  })
})

describe('a stream', () => {
  it('is closed with 1009 by a frame that is too large', async () => {
    const { port } = await listening()
    const phone = await aPhoneStream(port, 'r-1')
    phone.socket.send('x'.repeat(256 * 1024 + 1))
    expect(await phone.closed).toBe(1009)
  })

  it('answers what it has read before it goes away with 1001', async () => {
    const written = Promise.withResolvers<void>()
    const received = Promise.withResolvers<void>()
    const { app, port } = await listening({
      append: async (write) => {
        received.resolve()
        await written.promise
        write()
      },
    })
    const phone = await aPhoneStream(port, 'r-1')
    phone.send(1, [here()])
    await received.promise
    const closed = app.close()
    written.resolve()
    expect(await phone.closed).toBe(1001)
    expect(phone.answers).toEqual([accepted(1)])
    await closed
  })

  it('reads no more than a bounded part of what is sent while nothing can be confirmed', async () => {
    let begun = 0
    const { port } = await listening({
      pace: { admits: () => true },
      append: () => {
        begun += 1
        return new Promise(() => undefined)
      },
    })
    const phone = await aPhoneStream(port, 'r-1')
    const batch = Array.from({ length: 200 }, () => here())
    for (let id = 0; id < 2_000; id++) phone.send(id, batch)
    await until(() => begun >= 32)
    await until(() => phone.socket.bufferedAmount > 1_000_000)
    expect(begun).toBeLessThan(100)
    phone.socket.terminate()
  })
})

it('what was answered is in the topic, in the order of the frames', async () => {
  const ingest = await ingestUnderTest(inject('kafkaBrokers'))
  await ingest.service.start()
  onTestFinished(ingest.service.stop)
  const port = await ingest.listen()
  onTestFinished(ingest.close)
  const read: Received<LocationFix>[] = []
  const reader = createConsumer(ingest.kafka, {
    groupId: 'reader',
    publisher: ingest.publisher,
    subscriptions: [subscription(deliveryLocation, async (batch) => void read.push(...batch))],
  })
  await reader.start()
  onTestFinished(reader.stop)

  const phone = await aPhoneStream(port, 'r-order')
  const began = Date.now()
  const times = Array.from({ length: 40 }, (_, n) => began + n)
  for (const [id, recordedAt] of times.entries()) phone.send(id, [here({ recordedAt })])
  expect((await phone.answered(40)).map(({ id, accepted }) => [id, accepted])).toEqual(
    times.map((_, id) => [id, 1]),
  )
  await until(() => read.length >= 40)
  expect(read.map(({ event }) => event.recordedAt)).toEqual(times)
})
