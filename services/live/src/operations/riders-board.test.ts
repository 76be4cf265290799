import type { Delivery, OpenDelivery, RiderAssignments } from '@doorstep/contracts'
import { destinationPoint, OFF_ROUTE_DWELL_MS, OFF_ROUTE_METRES, pointAlong } from '@doorstep/geo'
import { aDelivery, aDeliveryEvent, aFix, anOpenDelivery } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { createDeliveriesTable } from '../deliveries-table.ts'
import { AT_WORK_MS, createRidersBoard } from './riders-board.ts'

const AT = 1_700_000_000_000
const SECOND_MS = 1_000

function aBoard() {
  let time = AT
  const now = () => time
  const deliveries = createDeliveriesTable(now)
  const board = createRidersBoard({ deliveries, now })
  deliveries.listen({ ...board, notified() {} })
  return {
    board,
    deliveries,
    at: (ms: number) => {
      time = AT + ms
    },
    fix: (fields: Parameters<typeof aFix>[0]) => {
      board.applyFix(aFix(fields))
      board.settle()
    },
    assign: (riderId: string, open: readonly OpenDelivery[], updatedAt = AT) => {
      const assignments: RiderAssignments = { riderId, deliveries: [...open], updatedAt }
      board.applyAssignments(assignments, riderId)
      board.settle()
    },
    happened: (delivery: Partial<Delivery>, version = 1) =>
      deliveries.applyEvent(aDeliveryEvent({ version, at: AT, delivery: aDelivery(delivery) })),
  }
}

const route = {
  points: [
    { lat: 60.17, lon: 24.93 },
    { lat: 60.17, lon: 24.95 },
  ],
  distanceM: 1_106,
  durationMs: 221_000,
}

describe('a rider', () => {
  it('is on the board with a delivery, or with a fix of the last quarter of an hour', () => {
    const { board, assign, fix } = aBoard()
    assign('with a delivery', [anOpenDelivery()])
    assign('with none', [])
    fix({ riderId: 'heard of', recordedAt: AT - AT_WORK_MS })
    fix({ riderId: 'long silent', recordedAt: AT - AT_WORK_MS - 1 })
    expect(board.snapshot().riders.map(({ riderId }) => riderId)).toEqual(['with a delivery', 'heard of'])
  })

  it('who is erased is gone, and does not come back with what is read again', () => {
    const { board, fix, assign } = aBoard()
    fix({ riderId: 'r-1', recordedAt: AT })
    fix({ riderId: 'r-2', recordedAt: AT })
    const { version } = board
    board.erase('r-1')
    fix({ riderId: 'r-1', recordedAt: AT + 1 })
    assign('r-1', [anOpenDelivery()])
    expect(board.snapshot().riders.map(({ riderId }) => riderId)).toEqual(['r-2'])
    expect(board.changesSince(version)).toMatchObject({ gone: ['r-1'], riders: [], fixes: [] })
  })

  it('goes home a quarter of an hour after the last fix, and not with a delivery in the bag', () => {
    const { board, assign, fix, at } = aBoard()
    fix({ riderId: 'r-1', recordedAt: AT })
    fix({ riderId: 'r-2', recordedAt: AT })
    assign('r-2', [anOpenDelivery()])
    const since = board.version
    at(AT_WORK_MS + 1)
    board.forgetOld()
    expect(board.changesSince(since)).toMatchObject({ gone: ['r-1'], riders: [] })
    expect(board.snapshot().riders).toMatchObject([{ riderId: 'r-2', fix: { recordedAt: AT } }])
  })

  it('is where the newest fix says, in whichever order fixes come', () => {
    const { board, fix } = aBoard()
    fix({ recordedAt: AT + 2 * SECOND_MS, lat: 60.2 })
    const since = board.version
    fix({ recordedAt: AT + SECOND_MS, lat: 60.1 })
    fix({ recordedAt: AT + 2 * SECOND_MS, lat: 60.1 })
    expect(board.version).toBe(since)
    expect(board.snapshot().riders).toMatchObject([{ fix: { lat: 60.2 } }])
  })

  it('has the name that their delivery was given', () => {
    const { board, assign, happened } = aBoard()
    assign('r-1', [anOpenDelivery()])
    expect(board.snapshot().riders[0]).not.toHaveProperty('name')
    happened({ status: 'assigned', riderName: 'Aino' })
    board.settle()
    expect(board.snapshot().riders).toMatchObject([{ name: 'Aino' }])
  })

  it('keeps newer deliveries when older ones are told again', () => {
    const { board, assign } = aBoard()
    assign('r-1', [anOpenDelivery({ deliveryId: 'd-2' })], AT + 1)
    assign('r-1', [anOpenDelivery({ deliveryId: 'd-1' })], AT)
    expect(board.snapshot().riders).toMatchObject([{ tasks: [{ deliveryId: 'd-2' }] }])
  })
})

describe('what changed', () => {
  it('is a row for a rider who only moved, and the rider whole for one with other tasks', () => {
    const { board, assign, fix } = aBoard()
    for (const riderId of ['r-1', 'r-2', 'r-3']) fix({ riderId, recordedAt: AT, lat: 60.1234567 })
    const since = board.version
    fix({ riderId: 'r-1', recordedAt: AT + SECOND_MS, lat: 60.1234567, lon: 24.9, speedMps: 4 })
    assign('r-2', [anOpenDelivery()])
    expect(board.changesSince(since)).toMatchObject({
      type: 'changes',
      fixes: [['r-1', 60.123457, 24.9, AT + SECOND_MS, 5, 4, null, null, null]],
      riders: [{ riderId: 'r-2', tasks: [{ deliveryId: 'd-1' }], fix: { recordedAt: AT } }],
      gone: [],
    })
  })

  it('leaves an arrival out that has hardly moved, and tells one that has', () => {
    const { board, assign, fix } = aBoard()
    assign('r-1', [anOpenDelivery({ pickedUpAt: AT, route })])
    const after = (seconds: number, metres: number) => {
      const since = board.version
      const recordedAt = AT + seconds * SECOND_MS
      fix({ recordedAt, lat: 60.17, lon: 24.93 + (0.02 * metres) / route.distanceM })
      return board.changesSince(since)?.riders.length
    }
    expect(after(0, 0)).toBe(1)
    expect(after(10, 50)).toBe(0)
    expect(after(20, 100)).toBe(0)
    expect(after(60, 100)).toBe(1)
  })

  it('has no arrival from before the pickup: the rider was not on the way yet', () => {
    const { board, assign, fix } = aBoard()
    assign('r-1', [anOpenDelivery({ pickedUpAt: AT + SECOND_MS, route })])
    fix({ recordedAt: AT })
    expect(board.snapshot().riders[0]?.tasks[0]).not.toHaveProperty('arrival')
    fix({ recordedAt: AT + SECOND_MS })
    expect(board.snapshot().riders[0]?.tasks[0]).toMatchObject({
      arrival: { earliestAt: expect.any(Number) },
      rideMs: route.durationMs,
    })
  })

  it('never holds the route: a page asks for the one it draws', () => {
    const { board, assign } = aBoard()
    assign('r-1', [anOpenDelivery({ route })])
    expect(JSON.stringify(board.snapshot())).not.toContain('points')
  })
})

describe('a rider off the route', () => {
  const onRoute = pointAlong(route.points, 500)
  const astray = destinationPoint(onRoute, 0, OFF_ROUTE_METRES + 50)
  const carried = (deliveryId = 'd-1') => anOpenDelivery({ deliveryId, pickedUpAt: AT, route })
  const offRouteSince = ({ board }: ReturnType<typeof aBoard>) =>
    board.snapshot().riders[0]?.tasks[0]?.offRouteSince

  it('is told once it has lasted, as merchants are notified of it, until they are certainly back', () => {
    const at = aBoard()
    at.assign('r-1', [carried()])
    at.fix({ ...astray, recordedAt: AT })
    expect(offRouteSince(at)).toBeUndefined()
    const since = at.board.version
    at.fix({ ...astray, recordedAt: AT + OFF_ROUTE_DWELL_MS })
    expect(offRouteSince(at)).toBe(AT)
    expect(at.board.changesSince(since)?.riders).toMatchObject([{ riderId: 'r-1' }])
    at.fix({ ...onRoute, accuracyM: OFF_ROUTE_METRES, recordedAt: AT + OFF_ROUTE_DWELL_MS + 1 })
    expect(offRouteSince(at)).toBe(AT)
    at.fix({ ...onRoute, recordedAt: AT + OFF_ROUTE_DWELL_MS + 2 })
    expect(offRouteSince(at)).toBeUndefined()
  })

  it('is not who brings another delivery on the way, nor who leaves the door', () => {
    const withAnother = aBoard()
    withAnother.assign('r-1', [carried(), carried('d-2')])
    const atTheDoor = aBoard()
    atTheDoor.assign('r-1', [carried()])
    atTheDoor.happened({ status: 'picked-up' })
    atTheDoor.deliveries.applyNotification({
      notificationId: 'n-1',
      deliveryId: 'd-1',
      kind: 'arrived',
      occurrence: 1,
      at: AT,
    })
    for (const at of [withAnother, atTheDoor]) {
      at.fix({ ...astray, recordedAt: AT })
      at.fix({ ...astray, recordedAt: AT + OFF_ROUTE_DWELL_MS })
      expect(offRouteSince(at)).toBeUndefined()
    }
  })
})

describe('a delivery that nobody has', () => {
  it('waits from its order until it is given to a rider, and again when it is taken back', () => {
    const { board, happened } = aBoard()
    happened({ status: 'created', promisedAt: AT }, 1)
    expect(board.snapshot().unassigned).toMatchObject([{ deliveryId: 'd-1', promisedAt: AT }])
    let since = board.version
    happened({ status: 'assigned' }, 2)
    expect(board.changesSince(since)).toMatchObject({ taken: ['d-1'], unassigned: [] })
    since = board.version
    happened({ status: 'created' }, 3)
    expect(board.changesSince(since)).toMatchObject({ taken: [], unassigned: [{ deliveryId: 'd-1' }] })
  })
})
