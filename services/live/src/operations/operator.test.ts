import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { operatorOf } from './operator.ts'

function anOperator() {
  const pings: Buffer[] = []
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    send() {},
    ping: (question: Buffer) => void pings.push(question),
  })
  return { socket, pings, operator: operatorOf(socket as unknown as WebSocket) }
}

it('has something unread from each message until the answer to the question behind it', () => {
  const { socket, pings, operator } = anOperator()
  operator.write(Buffer.alloc(40_000))
  expect(operator.unreadBytes()).toBe(40_000)
  socket.emit('pong', pings[0])
  expect(operator.unreadBytes()).toBe(0)
})

it('has not read because it answers a heartbeat', () => {
  const { socket, operator } = anOperator()
  operator.write(Buffer.alloc(100))
  socket.emit('pong', Buffer.alloc(0))
  expect(operator.unreadBytes()).toBe(100)
})

it('is told nothing after its goodbye', () => {
  const { socket, pings, operator } = anOperator()
  socket.readyState = 2
  operator.write(Buffer.alloc(40_000))
  expect({ unread: operator.unreadBytes(), pings }).toEqual({ unread: 0, pings: [] })
})
