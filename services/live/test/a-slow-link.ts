import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const SLICE_MS = 50

/**
 * A network that carries so many bytes a second towards the client, and leaves the rest where it is. It goes by the clock:
 * on a busy machine it is late, not slower.
 */
export async function aSlowLink(port: number, bytesPerS: number) {
  const server = createServer((client) => {
    const upstream = connect({ host: '127.0.0.1', port })
    client.pipe(upstream)
    for (const one of [client, upstream]) one.on('error', () => {})
    client.on('close', () => upstream.destroy())
    // Cut at either end, it is cut at the other.
    carry(upstream, client, bytesPerS / 1_000).catch(() => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => void server.close(),
  }
}

async function carry(from: Socket, to: Socket, bytesPerMs: number): Promise<void> {
  let freeAt = 0
  for await (const chunk of from.iterator({ destroyOnReturn: true })) {
    freeAt = Math.max(freeAt, performance.now())
    for (let at = 0; at < chunk.length && !to.destroyed; ) {
      const slice = chunk.subarray(at, at + SLICE_MS * bytesPerMs)
      at += slice.length
      freeAt += slice.length / bytesPerMs
      await delay(Math.max(0, freeAt - performance.now()))
      to.write(slice)
    }
  }
  to.end()
}
