import { silentLog } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { inMemoryStore } from '../../test/in-memory-store.ts'
import { scriptedConnection } from '../../test/scripted-connection.ts'
import { createRooms } from './rooms.ts'
import { Subscriber } from './subscriber.ts'

function someRooms() {
  const heard: string[] = []
  const rooms = createRooms({
    log: silentLog,
    deliveries: { find: () => undefined },
    trails: inMemoryStore(),
    channels: {
      subscribe: (deliveryId) => void heard.push(`subscribe ${deliveryId}`),
      unsubscribe: (deliveryId) => void heard.push(`unsubscribe ${deliveryId}`),
    },
    shown() {},
    now: () => 0,
  })
  const aSubscriber = () => new Subscriber(scriptedConnection(), { sent() {}, conflated() {} })
  return { rooms, heard, aSubscriber }
}

it('subscribes to a delivery from the first who comes to the last who leaves', () => {
  const { rooms, heard, aSubscriber } = someRooms()
  const [one, other] = [aSubscriber(), aSubscriber()]
  rooms.join('d-1', one)
  rooms.join('d-1', other)
  rooms.leave('d-1', one)
  expect(heard).toEqual(['subscribe d-1'])
  rooms.leave('d-1', other)
  expect(heard).toEqual(['subscribe d-1', 'unsubscribe d-1'])
})

it('leaving twice, or what was never joined, changes nothing', () => {
  const { rooms, heard, aSubscriber } = someRooms()
  const [one, other] = [aSubscriber(), aSubscriber()]
  rooms.leave('d-1', one)
  rooms.join('d-1', one)
  rooms.leave('d-1', other)
  expect(heard).toEqual(['subscribe d-1'])
})

it('is full at a hundred, until one leaves', () => {
  const { rooms, aSubscriber } = someRooms()
  const all = Array.from({ length: 100 }, aSubscriber)
  for (const subscriber of all.slice(1)) rooms.join('d-1', subscriber)
  expect(rooms.isFull('d-1')).toBe(false)
  for (const subscriber of all.slice(0, 1)) rooms.join('d-1', subscriber)
  expect(rooms.isFull('d-1')).toBe(true)
  for (const subscriber of all.slice(0, 1)) rooms.leave('d-1', subscriber)
  expect(rooms.isFull('d-1')).toBe(false)
})
