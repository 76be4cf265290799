import { expect, it } from 'vitest'
import { scriptedConnection } from '../../test/scripted-connection.ts'
import type { CloseReason, Connection } from './connection.ts'
import { createConnections } from './connections.ts'

const quiet = { connected() {}, disconnected() {}, closed() {} }

it('is full at its limit, and has room again when one leaves', () => {
  const connections = createConnections(1, quiet)
  const connection = scriptedConnection()
  connections.add(connection)
  expect(connections.full).toBe(true)
  connections.remove(connection)
  expect(connections.full).toBe(false)
})

it('asks everybody to connect elsewhere, lets nobody in meanwhile, and is done when all have gone', async () => {
  const connections = createConnections(100, quiet, 10)
  const reasons: CloseReason[] = []
  for (let i = 0; i < 30; i++) {
    const connection: Connection = {
      ...scriptedConnection(),
      close(reason) {
        reasons.push(reason)
        connections.remove(connection)
      },
    }
    connections.add(connection)
  }
  const gone = connections.goAway()
  expect(connections.full).toBe(true)
  await gone
  expect(reasons).toEqual(Array(30).fill('goingAway'))
})
