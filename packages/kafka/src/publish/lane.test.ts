import { describe, expect, it } from 'vitest'
import { type Behaviour, scriptedBrokers } from '../../test/scripted-brokers.ts'
import { createLane, type LaneOptions } from './lane.ts'
import type { RecordPosition } from './pending.ts'
import { alone, type OutgoingRecord, type OutgoingRecords } from './records.ts'
import type { Transport } from './transport.ts'

const record = (value: string, partition = 0, topic = 't'): OutgoingRecords =>
  alone({ topic, partition, key: `k${partition}`, value: Buffer.from(value), headers: {} })

/** Of one key, each with a letter of these. */
const records = (letters: string, partition = 0): OutgoingRecords => ({
  ...record(letters, partition),
  lengths: Array.from(letters, () => 1),
})

function laneTo(transport: Transport, options: Partial<LaneOptions> = {}) {
  const resent: number[] = []
  const lane = createLane(
    transport,
    {
      deadlineMs: 2_000,
      maxQueueRecords: 100,
      maxQueueBytes: 100_000,
      batch: { maxRecords: 50, maxBytes: 50_000 },
      retryDelayMs: 1,
      ...options,
    },
    { sent: () => undefined, resending: (records) => resent.push(records) },
  )
  async function publish(...args: Parameters<typeof record>): Promise<RecordPosition> {
    const [position] = await lane.append([record(...args)])
    return position as RecordPosition
  }
  return { lane, publish, resent }
}

const valuesOf = (records: readonly OutgoingRecord[] = []) => records.map(({ value }) => `${value}`)

describe('a lane', () => {
  it('answers each record with its own place in the log', async () => {
    const { publish } = laneTo(scriptedBrokers())
    await publish('before', 1)
    const positions = await Promise.all([publish('a', 0), publish('b', 1), publish('c', 0)])
    expect(positions).toEqual([
      { partition: 0, offset: '0' },
      { partition: 1, offset: '1' },
      { partition: 0, offset: '1' },
    ])
  })

  it('has one batch in flight; what arrives meanwhile is the next', async () => {
    const brokers = scriptedBrokers([{ lateMs: 20 }])
    const { publish } = laneTo(brokers)
    const first = publish('a')
    await new Promise(setImmediate)
    await Promise.all([publish('b'), publish('c'), first])
    expect(brokers.batches.map(valuesOf)).toEqual([['a'], ['b', 'c']])
  })

  it('bounds a batch by records and by bytes, yet sends a record that is larger alone', async () => {
    const brokers = scriptedBrokers()
    const { publish } = laneTo(brokers, { batch: { maxRecords: 2, maxBytes: 1_000 } })
    const large = 'x'.repeat(2_000)
    await Promise.all(['a', 'b', 'c', large, 'd'].map((value) => publish(value)))
    expect(brokers.batches.map(valuesOf)).toEqual([['a', 'b'], ['c'], [large], ['d']])
  })

  it('sends a partition that was not acknowledged again, before anything newer', async () => {
    const brokers = scriptedBrokers([{ drops: [1], lateMs: 10 }])
    const { publish, resent } = laneTo(brokers)
    const older = [publish('a', 0), publish('b', 1)]
    await new Promise(setImmediate)
    const newer = publish('c', 1)
    await Promise.all([...older, newer])
    expect(brokers.batches.map(valuesOf)).toEqual([['a', 'b'], ['b'], ['c']])
    expect(resent).toEqual([1])
  })

  it('acknowledges nobody before their partition is written', async () => {
    const brokers = scriptedBrokers([{ drops: [1] }, { drops: [1] }])
    const { publish } = laneTo(brokers)
    const acknowledged: string[] = []
    const written = publish('a', 0).then(() => acknowledged.push(`a after ${brokers.batches.length}`))
    const dropped = publish('b', 1).then(() => acknowledged.push(`b after ${brokers.batches.length}`))
    await Promise.all([written, dropped])
    expect(acknowledged).toEqual(['a after 1', 'b after 3'])
  })

  it('sends a whole batch again, in order, when nothing is known of it', async () => {
    const brokers = scriptedBrokers([{ throws: true }])
    const { publish } = laneTo(brokers)
    await Promise.all([publish('a'), publish('b')])
    expect(valuesOf(brokers.logs.get(0))).toEqual(['a', 'b', 'a', 'b'])
  })

  it('after a failure answers each partition as soon as it is written, however slow another is', async () => {
    const brokers = scriptedBrokers([{ throws: true }])
    const slow: Transport = {
      send: (batch) =>
        batch.length === 1 && batch[0]?.partition === 1 ? new Promise(() => undefined) : brokers.send(batch),
    }
    const { publish } = laneTo(slow, { deadlineMs: 200 })
    const waiting = expect(publish('b', 1)).rejects.toMatchObject({ code: 'PUBLISH_TIMEOUT' })
    expect(await publish('a', 0)).toMatchObject({ partition: 0 })
    await waiting
  })

  it('sends the batch after a failure partition by partition, and whole again once that went well', async () => {
    const brokers = scriptedBrokers([{ throws: true }])
    const { publish } = laneTo(brokers)
    await publish('a')
    for (const name of ['b', 'c']) await Promise.all([publish(`${name}0`, 0), publish(`${name}1`, 1)])
    expect(brokers.batches.map(valuesOf)).toEqual([['a'], ['a'], ['b0'], ['b1'], ['c0', 'c1']])
  })

  it('rejects what is not acknowledged within its deadline, and sends it no more', async () => {
    const never: Behaviour[] = Array.from({ length: 50 }, () => ({ drops: [1], lateMs: 5 }))
    const brokers = scriptedBrokers(never)
    const { publish } = laneTo(brokers, { deadlineMs: 40 })
    await expect(publish('lost', 1)).rejects.toMatchObject({ code: 'PUBLISH_TIMEOUT', retryable: true })

    await publish('later', 0)
    expect(valuesOf(brokers.batches.at(-1))).toEqual(['later'])
  })

  it('keeps nothing for callers who were told that it is too late', async () => {
    const frozen: Transport = { send: () => new Promise(() => undefined) }
    const { lane, publish } = laneTo(frozen, { deadlineMs: 20 })
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => publish('x')))
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
    expect(lane.outstanding).toBe(0)
  })

  it.each([
    ['records', { maxQueueRecords: 2 }],
    ['bytes', { maxQueueBytes: 200 }],
  ])('refuses at once when too many %s wait, and takes none of the call', async (_what, bounds) => {
    const brokers = scriptedBrokers([{ lateMs: 10 }])
    const { lane, publish } = laneTo(brokers, bounds)
    const taken = publish('a')
    expect(() => lane.append([record('b'), record('c')])).toThrow(
      expect.objectContaining({ code: 'QUEUE_FULL', retryable: true }),
    )
    await Promise.all([taken, publish('d')])
    expect(valuesOf(brokers.logs.get(0))).toEqual(['a', 'd'])
  })

  it('rejects only the record that no broker will take', async () => {
    const brokers = scriptedBrokers([], ({ value }) => (`${value}` === 'too large' ? 'record' : undefined))
    const { publish } = laneTo(brokers)
    const refused = publish('too large')
    const others = ['a', 'b', 'c', 'd'].map((value) => publish(value))
    await expect(refused).rejects.toMatchObject({ code: 'RECORD_REFUSED', retryable: false })
    await Promise.all(others)
    expect(valuesOf(brokers.logs.get(0))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('rejects every record of a topic that does not exist, and no other', async () => {
    const brokers = scriptedBrokers([], ({ topic }) => (topic === 'missing' ? 'topic' : undefined))
    const { publish } = laneTo(brokers)
    const refused = Promise.allSettled([publish('x', 0, 'missing'), publish('y', 1, 'missing')])
    await Promise.all([publish('a', 0), publish('b', 1)])
    expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(brokers.batches.length).toBeLessThanOrEqual(3)
  })

  it('drains on stop: what was taken is answered, nothing more is taken', async () => {
    const brokers = scriptedBrokers([{ lateMs: 10 }])
    const { lane, publish } = laneTo(brokers)
    const taken = publish('a')
    const drained = lane.drain()
    expect(() => lane.append([record('b')])).toThrow(expect.objectContaining({ code: 'PUBLISHER_STOPPED' }))
    await drained
    await expect(taken).resolves.toEqual({ partition: 0, offset: '0' })
  })
})

describe('records appended together', () => {
  it('have one answer: where each part of them begins, in order, over all their partitions', async () => {
    const { lane } = laneTo(scriptedBrokers())
    const positions = await lane.append([records('ab', 1), record('c', 0), records('def', 1), record('g', 1)])
    expect(positions).toEqual([
      { partition: 1, offset: '0' },
      { partition: 0, offset: '0' },
      { partition: 1, offset: '2' },
      { partition: 1, offset: '5' },
    ])
  })

  it('count each: in a batch, in the queue, and when they are sent again', async () => {
    const brokers = scriptedBrokers([{ drops: [1] }])
    const { lane, resent } = laneTo(brokers, {
      maxQueueRecords: 4,
      batch: { maxRecords: 3, maxBytes: 1_000 },
    })
    const taken = [lane.append([records('ab', 1)]), lane.append([records('cd', 1)])]
    expect(lane.outstanding).toBe(4)
    expect(() => lane.append([record('e')])).toThrow(expect.objectContaining({ code: 'QUEUE_FULL' }))
    await Promise.all(taken)
    expect(brokers.batches.map(valuesOf)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(resent).toEqual([2])
    expect(lane.outstanding).toBe(0)
  })

  it('are answered when the last of them is written, not before', async () => {
    const brokers = scriptedBrokers([{ drops: [1] }])
    const { lane } = laneTo(brokers)
    await lane.append([record('a', 0), record('b', 1)])
    expect(brokers.batches.map(valuesOf)).toEqual([['a', 'b'], ['b']])
  })

  it('are refused as one when one of them is; the others may be written', async () => {
    const brokers = scriptedBrokers([], ({ value }) => (`${value}` === 'too large' ? 'record' : undefined))
    const { lane } = laneTo(brokers)
    const call = lane.append([record('a'), record('too large'), record('b')])
    await expect(call).rejects.toMatchObject({ code: 'RECORD_REFUSED' })
    await lane.drain()
    expect(valuesOf(brokers.logs.get(0))).toEqual(['a', 'b'])
  })

  it('may be none', async () => {
    await expect(laneTo(scriptedBrokers()).lane.append([])).resolves.toEqual([])
  })
})

it('refuses each record at its own deadline, the first ones first', async () => {
  const frozen: Transport = { send: () => new Promise(() => undefined) }
  const { publish } = laneTo(frozen, { deadlineMs: 60 })
  const refused: string[] = []
  const expire = (name: string) => publish(name).catch(() => refused.push(name))
  const first = expire('first')
  await new Promise((resolve) => setTimeout(resolve, 30))
  const second = expire('second')
  await first
  expect(refused).toEqual(['first'])
  await second
})
