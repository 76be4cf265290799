import type { OperationsMessage } from '@doorstep/contracts'
import { aFix } from '@doorstep/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createAudience } from './audience.ts'
import type { Operator, OperatorCloseReason } from './operator.ts'
import { createRidersBoard } from './riders-board.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function anOperator() {
  const frames: Buffer[] = []
  const closed: OperatorCloseReason[] = []
  let unread = 0
  const operator: Operator = {
    write: (text) => void frames.push(text),
    unreadBytes: () => unread,
    close: async (reason) => void closed.push(reason),
  }
  return {
    operator,
    frames,
    closed,
    heard: () => frames.map((frame): OperationsMessage => JSON.parse(frame.toString())),
    hasUnread: (bytes: number) => {
      unread = bytes
    },
  }
}

const served = { connections: 42, conflated: 3, closed: { tooSlow: 1 }, since: 1_000 }

function anAudience({ customers = () => served } = {}) {
  const now = Date.now
  const board = createRidersBoard({ deliveries: { find: () => undefined }, now })
  let conflated = 0
  const metrics = {
    operators() {},
    conflated: () => {
      conflated += 1
    },
  }
  const move = (lat: number) => board.applyFix(aFix({ lat, recordedAt: now() }))
  return { audience: createAudience({ board, customers, metrics, now }), move, conflated: () => conflated }
}

const pass = (ms: number) => vi.advanceTimersByTime(ms)

it('tells all at once, then every half second what is new, of each rider the newest', () => {
  const { audience, move } = anAudience()
  const { operator, heard } = anOperator()
  move(60.1)
  audience.join(operator)
  expect(heard()).toMatchObject([{ type: 'snapshot', riders: [{ fix: { lat: 60.1 } }] }])

  for (const lat of [60.2, 60.3]) {
    pass(100)
    move(lat)
  }
  pass(300)
  const changes = heard()[1]
  expect(changes).toMatchObject({ type: 'changes', riders: [] })
  expect(changes && 'fixes' in changes && changes.fixes.map(([riderId, lat]) => [riderId, lat])).toEqual([
    ['r-1', 60.3],
  ])
})

it('tells with every message how many customers this process serves now, and what it left out for slow ones', () => {
  let conflated = 0
  const { audience, move } = anAudience({ customers: () => ({ ...served, conflated }) })
  const { operator, heard } = anOperator()
  audience.join(operator)
  conflated = 3
  move(60.2)
  pass(500)
  expect(heard()).toMatchObject([
    { type: 'snapshot', customers: { ...served, conflated: 0 } },
    { type: 'changes', customers: { ...served, conflated: 3 } },
  ])
})

it('says every five seconds that nothing happened, and not more often', () => {
  const { audience } = anAudience()
  const { operator, heard } = anOperator()
  audience.join(operator)
  pass(4_500)
  expect(heard()).toHaveLength(1)
  pass(1_000)
  expect(heard()[1]).toMatchObject({ type: 'changes', riders: [], fixes: [] })
})

it('keeps nothing for who does not read: then they are told the newest, in one message', () => {
  const { audience, move, conflated } = anAudience()
  const { operator, heard, hasUnread } = anOperator()
  audience.join(operator)
  hasUnread(4_000)
  for (const lat of [60.2, 60.3, 60.4]) {
    move(lat)
    pass(500)
  }
  expect(heard()).toHaveLength(1)
  expect(conflated()).toBe(3)
  hasUnread(0)
  pass(500)
  expect(heard().slice(1)).toMatchObject([{ riders: [{ fix: { lat: 60.4 } }] }])
})

it.each([
  [4_000, 12_000],
  [200_000, 110_000],
])('closes who has read nothing of %i bytes for ten seconds, and as long as 2 KB/s takes', (bytes, ms) => {
  const { audience, move } = anAudience()
  const { operator, closed, hasUnread } = anOperator()
  audience.join(operator)
  hasUnread(bytes)
  move(60.2)
  pass(ms)
  expect(closed).toEqual([])
  pass(1_000)
  expect(closed[0]).toBe('tooSlow')
})

it('encodes once for all who were told the same', () => {
  const { audience, move } = anAudience()
  const [a, b] = [anOperator(), anOperator()]
  audience.join(a.operator)
  audience.join(b.operator)
  move(60.2)
  pass(500)
  expect(a.frames[1]).toBeInstanceOf(Buffer)
  expect(b.frames[1]).toBe(a.frames[1])
})
