import { riderKeyFor, riderKeys } from '@doorstep/contracts'
import { partitionFor } from '@doorstep/kafka'
import { until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { aPhoneStream } from './a-phone-stream.ts'
import { type IngestUnderTest, ingestUnderTest } from './ingest-under-test.ts'
import { SECRET } from './rider-key.ts'

/** Of the 5 s in which a revoked key must be dead, what this side may take; `deliveries` has the rest. */
const REFUSED_WITHIN_MS = 2_500

let ingest: IngestUnderTest
beforeAll(async () => {
  ingest = await ingestUnderTest(inject('kafkaBrokers'))
  await ingest.service.start()
})
afterAll(async () => {
  await ingest.close()
  await ingest.service.stop()
})

const here = () => ({ lat: 60.17, lon: 24.94, recordedAt: Date.now() })
const revokeUpTo = (riderId: string, validFrom: number) =>
  ingest.publisher.publish(riderKeys, { riderId, validFrom })

async function statusWith(key: string, to = ingest): Promise<number> {
  return (await to.post('', here(), key)).status
}

it('a revoked key is refused in time, while the rider’s newer one is good from its first use on', async () => {
  const [lost, renewed] = [0, 1].map((generation) => riderKeyFor('rider-lost', SECRET, generation))
  if (lost === undefined || renewed === undefined) throw new Error('no keys')
  expect([await statusWith(lost), await statusWith(renewed)]).toEqual([202, 202])

  const began = performance.now()
  await revokeUpTo('rider-lost', 1)
  await until(async () => (await statusWith(lost)) === 403)
  expect(performance.now() - began).toBeLessThan(REFUSED_WITHIN_MS)
  expect(await statusWith(renewed)).toBe(202)
})

it('an idle stream is closed in time when its rider’s key is revoked', async () => {
  const phone = await aPhoneStream(await ingest.listen(), 'rider-idle')
  const began = performance.now()
  await revokeUpTo('rider-idle', 1)
  expect(await phone.closed).toBe(4001)
  expect(performance.now() - began).toBeLessThan(REFUSED_WITHIN_MS)
})

it('a process that starts later knows what was revoked before it takes anything', async () => {
  const key = riderKeyFor('rider-gone', SECRET)
  await revokeUpTo('rider-gone', 1)
  const later = await ingestUnderTest(inject('kafkaBrokers'), ingest.topicPrefix)
  await later.service.start()
  try {
    expect(await statusWith(key, later)).toBe(403)
  } finally {
    await later.service.stop()
  }
})

it('an older revocation that is told again brings no key back', async () => {
  await revokeUpTo('rider-twice', 2)
  await revokeUpTo('rider-twice', 1)
  const neighbour = onThePartitionOf('rider-twice')
  await revokeUpTo(neighbour, 1)
  await until(async () => (await statusWith(riderKeyFor(neighbour, SECRET))) === 403)
  expect(await statusWith(riderKeyFor('rider-twice', SECRET, 1))).toBe(403)
})

/** Somebody whose records come after those of the rider. */
function onThePartitionOf(riderId: string): string {
  const partition = (id: string) => partitionFor(id, riderKeys.partitions)
  for (let i = 0; ; i += 1) if (partition(`rider-${i}`) === partition(riderId)) return `rider-${i}`
}
