import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { until } from '@doorstep/testing'
import { afterEach, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { aService } from './fake-service.ts'
import { aWeb } from './web-under-test.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close()
})

/** `live` behind the origin, speaking the customer's subprotocol. */
async function liveBehindWeb(onSocket: (socket: WebSocket, request: IncomingMessage) => void = () => {}) {
  const live = await aService((_request, response) => void response.writeHead(404).end())
  const sockets = new WebSocketServer({ server: live.server, handleProtocols: () => 'doorstep.v1' })
  sockets.on('connection', (socket, request) => onSocket(socket, request))
  const { app, origin } = await aWeb({ LIVE_URL: live.url })
  closing.push(
    () => live.stop(),
    () => app.close(),
  )
  return { origin, app, sockets }
}

function customer(origin: string, path = '/v1/track/t/stream'): WebSocket {
  const socket = new WebSocket(origin.replace('http', 'ws') + path, 'doorstep.v1')
  socket.on('error', () => {})
  closing.push(() => socket.terminate())
  return socket
}

it('joins the customer with the service: address, subprotocol, messages both ways', async () => {
  const asked: IncomingMessage[] = []
  const { origin } = await liveBehindWeb((socket, request) => {
    asked.push(request)
    socket.on('message', (data) => socket.send(`heard ${data}`))
  })
  const socket = customer(origin, '/v1/track/t/stream?cursor=3:17')
  await once(socket, 'open')
  socket.send('hello')

  expect(String((await once(socket, 'message'))[0])).toBe('heard hello')
  expect(socket.protocol).toBe('doorstep.v1')
  expect(asked[0]?.url).toBe('/v1/track/t/stream?cursor=3:17')
  expect(asked[0]?.headers['x-forwarded-host']).toBe(new URL(origin).host)
})

it.each([1001, 4001, 4008])('passes on close code %i', async (code) => {
  const { origin } = await liveBehindWeb((socket) => socket.close(code, 'why'))
  const [received, reason] = await once(customer(origin), 'close')
  expect([received, String(reason)]).toEqual([code, 'why'])
})

it('passes on the answer of a service that refuses the handshake', async () => {
  const ingest = await aService(() => {})
  ingest.server.on('upgrade', (_request, socket) => {
    socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
  })
  const { app, origin } = await aWeb({ INGEST_URL: ingest.url })
  closing.push(
    () => ingest.stop(),
    () => app.close(),
  )
  const [, response] = await once(customer(origin, '/v1/locations/stream'), 'unexpected-response')
  expect(response.statusCode).toBe(401)
})

it.each([
  ['a service that is away', '/v1/track/t/stream', 503, '1'],
  ['a path that has none', '/v1/elsewhere', 404, undefined],
])('refuses a WebSocket of %s', async (_case, path, status, retryAfter) => {
  const { app, origin } = await aWeb({})
  closing.push(() => app.close())
  const [, response] = await once(customer(origin, path), 'unexpected-response')
  expect(response.statusCode).toBe(status)
  expect(response.headers['retry-after']).toBe(retryAfter)
  expect(response.headers['content-type']).toBe('application/problem+json')
})

it('lets the service feel that a phone is slow, instead of keeping what it does not read', async () => {
  const frame = Buffer.alloc(64 * 1024)
  const frames = 2_000
  let service: WebSocket | undefined
  const { origin } = await liveBehindWeb((socket) => {
    service = socket
    for (let i = 0; i < frames; i++) socket.send(frame)
  })
  const socket = customer(origin)
  await once(socket, 'open')
  socket.pause()

  await until(() => service !== undefined && service.bufferedAmount > (frames * frame.length) / 2)
  let received = 0
  socket.on('message', () => {
    received += 1
  })
  socket.resume()
  await until(() => received === frames)
})

it('tells the service at once that the customer left', async () => {
  let left = false
  const { origin } = await liveBehindWeb((socket) => {
    socket.on('close', () => {
      left = true
    })
  })
  const socket = customer(origin)
  await once(socket, 'open')
  socket.terminate()
  await until(() => left)
})

it('closes with sockets open', async () => {
  const { origin, app } = await liveBehindWeb()
  const socket = customer(origin)
  await once(socket, 'open')
  await app.close()
  await until(() => socket.readyState === WebSocket.CLOSED)
})
