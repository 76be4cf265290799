import { audit, type Entry } from '@doorstep/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Behaviour,
  idempotentAsKafkajs,
  type ScriptedBrokers,
  scriptedBrokers,
  trusting,
} from '../../test/scripted-brokers.ts'
import { separated } from '../../test/separated.ts'
import { createLane, type Lane } from './lane.ts'
import { alone, type OutgoingRecord } from './records.ts'
import type { Transport } from './transport.ts'

const PARTITIONS = 3

const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  drops: fc.uniqueArray(fc.integer({ min: 0, max: PARTITIONS - 1 })),
  throws: fc.boolean(),
  lateMs: fc.integer({ min: 0, max: 2 }),
})

/** How many records are published in each turn of the event loop. */
const bursts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 })

const laneTo = (transport: Transport, retryDelayMs = 0): Lane =>
  createLane(
    transport,
    {
      deadlineMs: 40,
      maxQueueRecords: 1_000,
      maxQueueBytes: 1_000_000,
      batch: { maxRecords: 5, maxBytes: 100_000 },
      retryDelayMs,
    },
    { sent: () => undefined, resending: () => undefined },
  )

const entryOf = ({ key, value }: OutgoingRecord): Entry => ({ key: `${key}`, sequence: Number(value) })
const logOf = ({ logs }: ScriptedBrokers): Entry[] => [...logs.values()].flat().map(entryOf)

/** Publishes in bursts, one key a partition, one or three records at a time, and returns what was acknowledged. */
async function publishAll(lanes: readonly Lane[], sizes: readonly number[]): Promise<Entry[]> {
  const acknowledged: Entry[] = []
  const outcomes: Promise<unknown>[] = []
  let calls = 0
  let published = 0
  for (const size of sizes) {
    for (let n = 0; n < size; n++, calls++) {
      const partition = calls % PARTITIONS
      const values = Array.from({ length: 1 + (calls % 4 === 3 ? 2 : 0) }, () =>
        Buffer.from(`${published++}`),
      )
      const lengths = values.map(({ length }) => length)
      const records = {
        topic: 't',
        partition,
        key: `k${partition}`,
        values: Buffer.concat(values),
        lengths,
        headers: {},
      }
      outcomes.push(
        (lanes[calls % lanes.length] as Lane).append([records]).then(
          () => acknowledged.push(...separated(records).map(entryOf)),
          () => 'too late, and the publisher was told so',
        ),
      )
    }
    await new Promise(setImmediate)
  }
  await Promise.all(outcomes)
  return acknowledged
}

describe('whatever the brokers do', () => {
  it('every acknowledged record is in the log, first occurrences in the order of their key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(behaviour, { maxLength: 12 }), bursts, async (script, sizes) => {
        const brokers = scriptedBrokers(script)
        const acknowledged = await publishAll([laneTo(brokers)], sizes)
        expect(audit(acknowledged, logOf(brokers))).toMatchObject({ missing: [], inversions: [] })
      }),
      { numRuns: 60 },
    )
  })

  it('a position is where the record stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(behaviour, { maxLength: 6 }), async (script) => {
        const brokers = scriptedBrokers(script)
        const lane = laneTo(brokers)
        const records = Array.from({ length: 9 }, (_, n) => ({
          topic: 't',
          partition: n % PARTITIONS,
          key: null,
          value: Buffer.from(String(n)),
          headers: {},
        }))
        const outcomes = await Promise.allSettled(records.map((record) => lane.append([alone(record)])))
        outcomes.forEach((outcome, n) => {
          if (outcome.status === 'rejected') return
          const [position] = outcome.value
          expect(brokers.logs.get(position?.partition ?? -1)?.[Number(position?.offset)]).toEqual(records[n])
        })
      }),
      { numRuns: 40 },
    )
  })
})

describe('the audit can fail', () => {
  it('finds the loss when acknowledgements are not verified', async () => {
    const brokers = scriptedBrokers([{ drops: [1] }, { drops: [1] }])
    const acknowledged = await publishAll([laneTo(trusting(brokers))], [6])
    expect(audit(acknowledged, logOf(brokers)).missing).toEqual([
      { key: 'k1', sequence: 1 },
      { key: 'k1', sequence: 6 },
    ])
  })

  it('finds the loss when idempotent sends overlap', async () => {
    const answersLost = () => scriptedBrokers([{ throws: true }])
    const lossOf = async (brokers: ScriptedBrokers, lanes: readonly Lane[]) =>
      audit(await publishAll(lanes, [6, 6]), logOf(brokers)).missing.length

    const alone = answersLost()
    expect(await lossOf(alone, [laneTo(idempotentAsKafkajs(alone), 5)])).toBe(0)
    const shared = answersLost()
    const producer = idempotentAsKafkajs(shared)
    expect(await lossOf(shared, [laneTo(producer, 5), laneTo(producer, 5)])).toBeGreaterThan(0)
  })

  it('finds the inversion when two batches are in flight', async () => {
    const brokers = scriptedBrokers([{ drops: [0, 1, 2] }])
    const acknowledged = await publishAll([laneTo(brokers), laneTo(brokers)], [6])
    expect(audit(acknowledged, logOf(brokers)).inversions).not.toEqual([])
  })
})
