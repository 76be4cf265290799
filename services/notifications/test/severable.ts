import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { pipeline } from 'node:stream'

/** A way to a server that can be cut, so that the server is away to whoever uses it and to nobody else. */
export interface SeverableWay {
  /** The same URL by this way. */
  readonly url: string
  cut(): void
  mend(): void
  /** Who came in vain. */
  refused(): number
  stop(): void
}

export async function aSeverableWayTo(url: string): Promise<SeverableWay> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let mended = true
  let refused = 0

  const server = createServer((client) => {
    if (!mended) {
      refused += 1
      return client.destroy()
    }
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) sockets.add(socket)
    pipeline(client, upstream, client, () => {
      for (const socket of [client, upstream]) sockets.delete(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const way = new URL(url)
  way.host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  function cut(): void {
    mended = false
    for (const socket of sockets) socket.destroy()
  }

  return {
    url: way.href,
    cut,
    mend() {
      mended = true
    },
    refused: () => refused,
    stop() {
      cut()
      server.close()
    },
  }
}
