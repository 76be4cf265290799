import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { createLogger } from '../logger.ts'
import { createMetrics } from '../metrics.ts'
import { createApp } from './app.ts'

async function aServer() {
  const app = await createApp({
    name: 'test',
    description: '',
    log: createLogger({ name: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
    readiness: [],
    server: { http: { headersTimeout: 100, connectionsCheckingInterval: 20 } },
  })
  onTestFinished(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo

  return async (): Promise<Socket> => {
    const socket = connect({ host: '127.0.0.1', port })
    await once(socket, 'connect')
    return socket
  }
}

it('a connection that asks nothing is told nothing, and may ask late; one that asks slowly is not waited for', async () => {
  const connection = await aServer()
  const [unused, slow] = [await connection(), await connection()]
  slow.write('GET /livez HTTP/1.1\r\n')
  expect(await text(slow)).toMatch(/^HTTP\/1.1 408 /)

  expect(unused.bytesRead).toBe(0)
  unused.write('GET /livez HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n')
  expect(await text(unused)).toMatch(/^HTTP\/1.1 200 /)
})

it('a connection that was unused gets no more time for its request than others', async () => {
  const connection = await aServer()
  const [unused, slow] = [await connection(), await connection()]
  slow.write('GET /livez HTTP/1.1\r\n')
  await text(slow)
  unused.write('GET /livez HTTP/1.1\r\n')
  expect(await text(unused)).toMatch(/^HTTP\/1.1 408 /)
})
