import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be cut, refused, or frozen. */
export interface TcpProxy {
  readonly port: number
  /** Breaks the connections that are open; new ones are accepted. */
  cut(): void
  /** Breaks the connections and accepts none until `open`. */
  close(): Promise<void>
  open(): Promise<void>
  /** The connections that are open carry nothing any more, and nobody is told: what a pulled cable looks like. */
  freeze(): void
  stop(): Promise<void>
}

export async function aTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  const frozen = new Set<readonly [Socket, Socket]>()
  let port = 0

  const server = createServer((client) => {
    const upstream = connect(target)
    const pair = [client, upstream] as const
    pairs.add(pair)
    for (const [from, to] of [pair, [upstream, client] as const]) {
      from.on('data', (chunk) => void (frozen.has(pair) || to.write(chunk)))
      from.on('error', () => {})
      // Who is refused or reset shall see that, not an orderly end.
      from.on('close', (hadError) => {
        if (hadError) to.resetAndDestroy()
        else to.destroy()
        pairs.delete(pair)
        frozen.delete(pair)
      })
    }
  })

  function cut(): void {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
  }

  async function open(): Promise<void> {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }

  async function close(): Promise<void> {
    cut()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }

  await open()
  return {
    get port() {
      return port
    },
    cut,
    open,
    close,
    freeze() {
      for (const pair of pairs) frozen.add(pair)
    },
    stop: close,
  }
}
