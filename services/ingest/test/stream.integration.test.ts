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

  it('is told apart from a request, which is answered 426', async () => {
    const { app } = await listening()
    const response = await app.inject('/v1/locations/stream')
    expect([response.statusCode, response.json().code]).toEqual([426, 'UPGRADE_REQUIRED'])
  })
})

/** Keys of which those can be revoked that are not this rider's newest. */
function revocableKeys(riderId: string) {
  const good = new Set([keyOf(riderId), keyOf(riderId, 1)])
  const listeners: ((riderId: string) => void)[] = []
  return {
    riderOf: (key: string) => (good.has(key) ? riderId : undefined),
    onRevoked: (listener: (riderId: string) => void) => void listeners.push(listener),
    revokeFirst() {
      good.delete(keyOf(riderId))
      for (const listener of listeners) listener(riderId)
    },
  }
}

describe('a stream whose key is revoked', () => {
  it('is closed with 4001 at once, though nothing is sent; one with the rider’s newer key goes on', async () => {
    const keys = revocableKeys('r-1')
    const { port } = await listening({ keys })
    const lost = await aPhoneStream(port, 'r-1')
    const renewed = await aPhoneStream(port, 'r-1', asBearer('r-1', 1))
    keys.revokeFirst()
    expect(await lost.closed).toBe(4001)
    renewed.send(1, [here()])
    expect(await renewed.answered(1)).toEqual([accepted(1)])
  })

  it('takes nothing more, whatever was sent before the phone heard of it', async () => {
    const keys = revocableKeys('r-1')
    const { port, fixes } = await listening({ keys })
    const phone = await aPhoneStream(port, 'r-1')
    phone.send(1, [here()])
    await phone.answered(1)
    keys.revokeFirst()
    phone.send(2, [here()])
    expect(await phone.closed).toBe(4001)
    expect(fixes).toHaveLength(1)
  })
})

it('counts open streams and frames', async () => {
  const { app, port } = await listening()
  const metrics = async () => (await app.inject('/metrics')).body
  const phone = await aPhoneStream(port, 'r-1')
  phone.send(1, [here()])
  phone.send(2, [])
  await phone.answered(2)
  expect(await metrics()).toMatch(/doorstep_ingest_streams\{.*\} 1\n/)
  expect(await metrics()).toMatch(/doorstep_ingest_frames_total\{outcome="taken",.*\} 1\n/)
  expect(await metrics()).toMatch(/doorstep_ingest_frames_total\{outcome="MALFORMED",.*\} 1\n/)
  phone.socket.close()
  await until(async () => /doorstep_ingest_streams\{.*\} 0\n/.test(await metrics()))
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

  it('is not asked to go away together with all others', async () => {
    const { app, port } = await listening()
    const phones = await Promise.all(Array.from({ length: 60 }, (_, n) => aPhoneStream(port, `r-${n}`)))
    const gone: number[] = []
    for (const phone of phones) void phone.closed.then(() => gone.push(performance.now()))
    await app.close()
    await until(() => gone.length === 60)
    expect(Math.max(...gone) - Math.min(...gone)).toBeGreaterThan(1_000)
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
