import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const SLICES_A_SECOND = 20

/** A network that carries so many bytes a second towards the client, and leaves the rest where it is. */
export async function aSlowLink(port: number, bytesPerS: number) {
  const sliceBytes = bytesPerS / SLICES_A_SECOND
  const server = createServer((client) => {
    const upstream = connect({ host: '127.0.0.1', port })
    client.pipe(upstream)
    for (const one of [client, upstream]) one.on('error', () => {})
    client.on('close', () => upstream.destroy())
    // Cut at either end, it is cut at the other.
    carry(upstream, client, sliceBytes).catch(() => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => void server.close(),
  }
}

async function carry(from: Socket, to: Socket, sliceBytes: number): Promise<void> {
  for await (const chunk of from.iterator({ destroyOnReturn: true })) {
    for (let at = 0; at < chunk.length && !to.destroyed; at += sliceBytes) {
      to.write(chunk.subarray(at, at + sliceBytes))
      await delay(1_000 / SLICES_A_SECOND)
    }
  }
  to.end()
}
