import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFlow, isFull, noteAnswer, noteSent } from './flow.ts'

interface Sent {
  readonly afterMs: number
  readonly bytes: number
}

/** A client behind a slow network, sent frames whenever there is room: how late each arrives. */
function overASlowNetwork(frames: readonly Sent[], bytesPerMs = 2) {
  const answersAt: number[] = []
  let now = 0
  let freeAt = 0
  const flow = createFlow()
  const askIf = (isToBeAsked: boolean) => {
    if (isToBeAsked) answersAt.push(freeAt)
  }
  const behindMs: number[] = []
  for (const { afterMs, bytes } of frames) {
    const until = now + afterMs
    for (let next = answersAt[0]; next !== undefined && next <= until; next = answersAt[0]) {
      now = Math.max(now, answersAt.shift() ?? 0)
      askIf(noteAnswer(flow, now))
    }
    now = until
    if (isFull(flow)) continue
    freeAt = Math.max(freeAt, now) + bytes / bytesPerMs
    behindMs.push(freeAt - now)
    askIf(noteSent(flow, bytes, now))
  }
  return behindMs
}

const frames = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 300 }), bytes: fc.integer({ min: 100, max: 400 }) }),
  {
    minLength: 50,
    maxLength: 400,
  },
)

it('keeps a client at 2 KB/s less than 1.5 s behind, however much there is to say', () => {
  fc.assert(
    fc.property(frames, (all) => {
      expect(Math.max(...overASlowNetwork(all))).toBeLessThan(1_500)
    }),
  )
})

it('holds nothing up for a client that answers at once, at a hundred frames a second', () => {
  let now = 0
  let answersAt = Number.POSITIVE_INFINITY
  const flow = createFlow()
  for (let frame = 0; frame < 1_000; frame++) {
    now += 10
    if (now >= answersAt) {
      answersAt = Number.POSITIVE_INFINITY
      noteAnswer(flow, now)
    }
    if (now > 2_000) expect(isFull(flow)).toBe(false)
    if (noteSent(flow, 270, now)) answersAt = now + 100
  }
})

it('asks a client who is sent a position a second once a minute', () => {
  const flow = createFlow()
  const asked = Array.from({ length: 600 }, (_, second) => {
    const isAsked = noteSent(flow, 270, second * 1_000)
    if (isAsked) noteAnswer(flow, second * 1_000 + 80)
    return isAsked
  })
  expect(asked.filter(Boolean).length).toBe(9)
})

it('finds out that a network is slower than that: an hour at 1 KB/s, and nobody is ten seconds behind', () => {
  const hour = Array.from({ length: 5 * 3_600 }, () => ({ afterMs: 200, bytes: 270 }))
  expect(Math.max(...overASlowNetwork(hour, 1))).toBeLessThan(10_000)
})

it('asks who takes much seldom', () => {
  let now = 0
  const flow = createFlow()
  const asked = Array.from({ length: 1_000 }, () => {
    now += 5
    const isAsked = noteSent(flow, 256, now)
    if (isAsked) noteAnswer(flow, now)
    return isAsked
  })
  expect(asked.slice(0, 10)).toContain(true)
  expect(asked.slice(-100).filter(Boolean).length).toBeLessThan(5)
})
