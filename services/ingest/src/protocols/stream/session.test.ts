import { PublishTimeoutError } from '@doorstep/kafka'
import { silentLog, until } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import type { Report, Taken } from '../../handler.ts'
import { createSession, MAX_FRAMES_IN_FLIGHT, type Phone } from './session.ts'

const here = { lat: 60.17, lon: 24.94, recordedAt: 1_700_000_000_000 }
const frame = (id: unknown, fields: object = {}) => JSON.stringify({ id, locations: [here], ...fields })
const accepted = (id: unknown) => ({ id, accepted: 1, rejected: [], nextPingMs: 1_000 })

interface World {
  readonly take?: (report: Report) => Promise<Taken>
  readonly admits?: () => boolean
  /** Whether the phone reads what it is sent. */
  readonly reads?: boolean
}

function aSession({ take, admits = () => true, reads = true }: World = {}) {
  const answers: unknown[] = []
  const outcomes: string[] = []
  const reading: boolean[] = []
  const unread: (() => void)[] = []
  const phone: Phone = {
    send(answer, written) {
      answers.push(JSON.parse(answer))
      if (reads) written()
      else unread.push(written)
    },
    pause: () => reading.push(false),
    resume: () => reading.push(true),
  }
  const session = createSession(
    {
      riderId: 'r-1',
      take: take ?? (async ({ locations }) => ({ accepted: locations.length, rejected: [] })),
      pace: { admits },
      nextPing: () => 1_000,
      log: silentLog,
      metrics: { answered: (outcome) => outcomes.push(outcome) },
    },
    phone,
  )
  return { session, answers, outcomes, reading, unread }
}

describe('a session', () => {
  it('takes frames in the order in which they came, and answers in that order whichever is durable first', async () => {
    const reports: Report[] = []
    const durable: (() => void)[] = []
    const { session, answers } = aSession({
      take: (report) => {
        reports.push(report)
        return new Promise((resolve) => durable.push(() => resolve({ accepted: 1, rejected: [] })))
      },
    })
    for (const id of [1, 2, 3]) session.receive(frame(id, { locations: [{ ...here, recordedAt: id }] }))
    expect(reports.map(({ locations }) => locations[0]?.recordedAt)).toEqual([1, 2, 3])
    expect(reports[0]).toMatchObject({ riderId: 'r-1', source: 'stream' })

    durable[2]?.()
    durable[1]?.()
    await new Promise(setImmediate)
    expect(answers).toEqual([])
    durable[0]?.()
    await session.answered()
    expect(answers).toEqual([accepted(1), accepted(2), accepted(3)])
  })

  it.each([
    ['what is not JSON', '{', null],
    ['what is no frame', '[]', null],
    ['an unknown field', frame(7, { speed: 3 }), 7],
    ['no locations', frame('a', { locations: [] }), 'a'],
    ['a latitude off the globe', frame(8, { locations: [{ ...here, lat: 91 }] }), 8],
    ['an id of another kind', frame({}), null],
  ])('answers %s with an error that has no time to retry, and goes on', async (_what, text, id) => {
    const { session, answers, outcomes } = aSession()
    session.receive(text)
    session.receive(frame(9))
    await session.answered()
    expect(outcomes).toEqual(['MALFORMED', 'taken'])
    expect(answers).toEqual([{ id, error: { code: 'MALFORMED', message: expect.any(String) } }, accepted(9)])
  })

  it('says when to send again what Kafka did not confirm', async () => {
    const { session, answers } = aSession({
      take: async () => {
        throw new PublishTimeoutError('not acknowledged')
      },
    })
    session.receive(frame(1))
    await session.answered()
    expect(answers).toEqual([{ id: 1, error: { code: 'PUBLISH_TIMEOUT', retryAfterMs: 1_000 } }])
  })

  it('answers one frame too many with an error, after the time it is to wait', async () => {
    const { session, answers } = aSession({ admits: () => false })
    const began = performance.now()
    session.receive(frame(1))
    await session.answered()
    expect(performance.now() - began).toBeGreaterThan(900)
    expect(answers).toEqual([{ id: 1, error: { code: 'TOO_MANY_REQUESTS', retryAfterMs: 1_000 } }])
  })

  it('does not read a phone that has too many frames unanswered, until half of them are', async () => {
    const durable: (() => void)[] = []
    const { session, reading } = aSession({
      take: () => new Promise((resolve) => durable.push(() => resolve({ accepted: 1, rejected: [] }))),
    })
    for (let id = 1; id < MAX_FRAMES_IN_FLIGHT; id++) session.receive(frame(id))
    expect(reading).toEqual([])
    session.receive(frame(MAX_FRAMES_IN_FLIGHT))
    expect(reading).toEqual([false])

    for (const answer of durable.splice(0, MAX_FRAMES_IN_FLIGHT / 2 - 1)) answer()
    await new Promise(setImmediate)
    expect(reading).toEqual([false])
    durable.shift()?.()
    await until(() => reading.length === 2)
    expect(reading).toEqual([false, true])
  })

  it('does not read a phone that does not read its answers', async () => {
    const { session, reading, unread } = aSession({ reads: false })
    for (let id = 1; id <= MAX_FRAMES_IN_FLIGHT; id++) session.receive(frame(id))
    await until(() => unread.length === MAX_FRAMES_IN_FLIGHT)
    expect(reading).toEqual([false])
    for (const written of unread) written()
    expect(reading).toEqual([false, true])
  })
})
