import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { until } from '@doorstep/testing'
import { expect, it, onTestFinished } from 'vitest'
import { appOnALog } from './app-on-a-log.ts'
import { keyOf } from './rider-key.ts'

/** The longest that headers may take, and Node's look at what is too late, and a busy machine. */
const HEADERS_CUT_WITHIN_MS = 8_000
const MIB = 1024 * 1024

type World = Parameters<typeof appOnALog>[0]

/** Ingest on a port, and clients that say what they like. */
async function listening(world: World = {}) {
  const { app } = await appOnALog(world)
  await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  const { port } = app.server.address() as AddressInfo

  async function client(): Promise<Socket> {
    const socket = connect({ host: '127.0.0.1', port })
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    return socket
  }
  async function post(body: object = { lat: 60.17, lon: 24.94, recordedAt: Date.now() }) {
    const headers = { authorization: `Bearer ${keyOf('r-1')}`, 'content-type': 'application/json' }
    const url = `http://127.0.0.1:${port}/v1/locations`
    return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  return { client, post }
}

/** One more byte now and then, for as long as it is let. */
async function dribble(socket: Socket): Promise<void> {
  socket.on('error', () => undefined)
  while (socket.writable) {
    socket.write('x')
    await delay(200)
  }
}

function headOf(path: string, bytes: number): string {
  return `POST ${path} HTTP/1.1\r\nHost: ingest\r\nContent-Length: ${bytes}\r\n\r\n`
}

it('headers that never end are cut off, whole requests meanwhile are taken', async () => {
  const { client, post } = await listening()
  const slow = await Promise.all(Array.from({ length: 100 }, client))
  const began = performance.now()
  const answers = slow.map((socket) => text(socket))
  for (const socket of slow) {
    socket.write('POST /v1/locations HTTP/1.1\r\nHost: ingest\r\nX-Slow: ')
    void dribble(socket)
  }
  expect((await post()).status).toBe(202)
  for (const answer of await Promise.all(answers)) {
    expect(answer).toMatch(/^HTTP\/1.1 408 .*application\/problem\+json.*"code":"REQUEST_TIMEOUT"/s)
  }
  expect(performance.now() - began).toBeLessThan(HEADERS_CUT_WITHIN_MS)
})

it('a body that never ends is cut off', async () => {
  const server = {
    requestTimeout: 500,
    http: { headersTimeout: 500, connectionsCheckingInterval: 100 },
  }
  const { client } = await listening({ server })
  const socket = await client()
  socket.write(headOf('/owntracks', 1_000))
  void dribble(socket)
  expect(await text(socket)).toMatch(/^HTTP\/1.1 408 /)
})

it('headers of more than 8 KiB are 431', async () => {
  const { client } = await listening()
  const socket = await client()
  socket.write(`GET /livez HTTP/1.1\r\nHost: ingest\r\nX-Large: ${'x'.repeat(9 * 1024)}\r\n\r\n`)
  expect(await text(socket)).toMatch(/^HTTP\/1.1 431 .*"code":"HEADERS_TOO_LARGE"/s)
})

it('what is not HTTP is 400', async () => {
  const { client } = await listening()
  const socket = await client()
  socket.write('SSH-2.0-OpenSSH_9.9\r\n\r\n')
  expect(await text(socket)).toMatch(/^HTTP\/1.1 400 .*"code":"HTTP_MALFORMED"/s)
})

it('large bodies under way are bounded together: 503 for the excess, small ones are taken, and it recovers', async () => {
  const { client, post } = await listening()
  const holding = await Promise.all(Array.from({ length: 16 }, client))
  for (const socket of holding) socket.write(headOf('/owntracks', 2 * MIB))

  async function largeAnswer(): Promise<string> {
    const socket = await client()
    socket.write(headOf('/owntracks', 2 * MIB))
    const answer = await Promise.race([once(socket, 'data'), delay(200)])
    socket.destroy()
    return String(answer ?? 'none yet')
  }
  await until(async () => (await largeAnswer()).startsWith('HTTP/1.1 503 '))
  expect(await largeAnswer()).toMatch(/retry-after: [12]\r\n.*"code":"TOO_MUCH_UNDER_WAY"/s)
  expect((await post()).status).toBe(202)

  for (const socket of holding) socket.destroy()
  await until(async () => (await largeAnswer()) === 'none yet')
})
