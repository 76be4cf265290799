import { once } from 'node:events'
import type { LiveMessage } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { aGateway } from './a-gateway.ts'
import { overEvents, overWebSocket } from './a-viewer.ts'
import { aLivePosition } from './positions.ts'

const POSITIONS = 500

/** Fewer than anybody may be behind. */
const AT_ONCE = 5

let gateway: Awaited<ReturnType<typeof aGateway>>
beforeEach(async () => {
  gateway = await aGateway()
})
afterEach(() => gateway.stop())

async function aSocket() {
  const socket = new WebSocket(gateway.url, 'doorstep.v1')
  const times: number[] = []
  let opened = false
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('message', (text) => {
    const message: LiveMessage = JSON.parse(String(text))
    opened ||= message.type === 'snapshot'
    if (message.type === 'position') times.push(message.recordedAt)
  })
  await until(() => opened)
  return { socket, times, closed }
}

/** As fast as somebody keeps up with. */
async function showAll(reader: { readonly times: readonly number[] }): Promise<void> {
  for (let time = 1; time <= POSITIONS; time++) {
    gateway.show(aLivePosition(time))
    if (time % AT_ONCE === 0) await until(() => reader.times.at(-1) === time)
  }
}

describe('a socket that stops reading', () => {
  it('holds up nobody, and skips to the newest position when it reads again', async () => {
    const slow = await aSocket()
    const quick = await aSocket()
    slow.socket.pause()
    await showAll(quick)
    expect(quick.times).toHaveLength(POSITIONS)

    slow.socket.resume()
    await until(() => slow.times.at(-1) === POSITIONS)
    expect(slow.times.length).toBeLessThan(POSITIONS)
    expect(gateway.counts.conflated).toBe(POSITIONS - slow.times.length)
    expect(slow.times).toEqual([...slow.times].sort((a, b) => a - b))
  })

  it('is closed with 4008 after 10 s', async () => {
    const slow = await aSocket()
    const quick = await aSocket()
    slow.socket.pause()
    await showAll(quick)
    await until(() => gateway.counts.closed.includes('tooSlow'), { timeoutMs: 14_000 })
    slow.socket.resume()
    expect(await slow.closed).toBe(4008)
  })
})

describe('what a customer says', () => {
  it('is ignored', async () => {
    const { socket, times } = await aSocket()
    socket.send('hello')
    socket.send('{"type":"position","lat":0,"lon":0}')
    gateway.show(aLivePosition(1))
    await until(() => times.includes(1))
    expect(socket.readyState).toBe(WebSocket.OPEN)
  })

  it('ends the connection when it is long', async () => {
    const { socket, closed } = await aSocket()
    socket.send('x'.repeat(2_000))
    expect(await closed).toBe(1009)
  })
})

it('speaks doorstep.v1, to who asks for it and to who asks for nothing', async () => {
  const asking = new WebSocket(gateway.url, ['other', 'doorstep.v1'])
  await once(asking, 'open')
  expect(asking.protocol).toBe('doorstep.v1')
  const silent = new WebSocket(gateway.url)
  await once(silent, 'open')
  expect(silent.protocol).toBe('')
})

it('survives an address that is none', async () => {
  const lost = new WebSocket(`${new URL(gateway.url).origin}//`)
  const refused = new Promise<Error>((resolve) => lost.on('error', resolve))
  expect((await refused).message).toContain('404')
  const { times } = await aSocket()
  gateway.show(aLivePosition(1))
  await until(() => times.includes(1))
})

it('takes only so many connections from one address', async () => {
  const from = (address: string) =>
    new WebSocket(gateway.url, 'doorstep.v1', { headers: { 'x-forwarded-for': address } })
  for (const _ of [1, 2]) await once(from('203.0.113.5'), 'open')
  const [refused] = await once(from('203.0.113.5'), 'error')
  expect(refused.message).toContain('503')
  await once(from('203.0.113.6'), 'open')
})

it('lets a hundred look at one delivery, and tells the next that they are too many', async () => {
  const sockets = Array.from({ length: 100 }, () => overWebSocket(gateway.url))
  await Promise.all(sockets.map(({ first }) => first))
  expect(await overWebSocket(gateway.url).closed).toBe(1013)
  expect(await overEvents(gateway.eventsUrl).closed).toBe(503)
  sockets[0]?.close()
  await sockets[0]?.closed
  const next = await until(async () => {
    const page = overWebSocket(gateway.url)
    return Promise.race([page.first, page.closed.then(() => undefined)])
  })
  expect(next.type).toBe('snapshot')
})
