import { expect, it } from 'vitest'
import { scriptedConnection } from '../../test/scripted-connection.ts'
import type { CloseReason, Connection } from './connection.ts'
import { createConnections } from './connections.ts'

const quiet = { connected() {}, disconnected() {}, closed() {} }

it('is full at its limit, and has room again when one leaves', () => {
  const connections = createConnections({ max: 1, maxFromOneAddress: 1 }, quiet)
  const connection = scriptedConnection()
  connections.add(connection, undefined)
  expect(connections.isFull(undefined)).toBe(true)
  connections.remove(connection)
  expect(connections.isFull(undefined)).toBe(false)
})

it('is full for an address that has its share, and for no other', () => {
  const connections = createConnections({ max: 100, maxFromOneAddress: 2 }, quiet)
  const [one, other] = [scriptedConnection(), scriptedConnection()]
  for (const connection of [one, other]) connections.add(connection, '203.0.113.5')
  expect(connections.isFull('203.0.113.5')).toBe(true)
  expect(connections.isFull('203.0.113.6')).toBe(false)
  for (const connection of [one, one]) connections.remove(connection)
  expect(connections.isFull('203.0.113.5')).toBe(false)
})

it('limits nobody whose address is not known', () => {
  const connections = createConnections({ max: 100, maxFromOneAddress: 1 }, quiet)
  connections.add(scriptedConnection(), undefined)
  connections.add(scriptedConnection(), undefined)
  expect(connections.isFull(undefined)).toBe(false)
})

it('asks everybody to connect elsewhere, lets nobody in meanwhile, and is done when all have gone', async () => {
  const connections = createConnections({ max: 100, maxFromOneAddress: 100, spreadMs: 10 }, quiet)
  const reasons: CloseReason[] = []
  for (let i = 0; i < 30; i++) {
    const connection: Connection = {
      ...scriptedConnection(),
      close(reason) {
        reasons.push(reason)
        connections.remove(connection)
      },
    }
    connections.add(connection, undefined)
  }
  const gone = connections.goAway()
  expect(connections.isFull(undefined)).toBe(true)
  await gone
  expect(reasons).toEqual(Array(30).fill('goingAway'))
})
