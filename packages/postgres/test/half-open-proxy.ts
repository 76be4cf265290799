import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a client and Postgres, and can go silent on a connection as a vanished machine does: no FIN, no RST. */
export async function halfOpenProxy(databaseUrl: string) {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let silent = false

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    sockets.add(client).add(upstream)
    client.on('data', (bytes) => silent || upstream.write(bytes))
    upstream.on('data', (bytes) => silent || client.write(bytes))
    client.on('close', () => upstream.destroy()).on('error', () => {})
    upstream.on('close', () => client.destroy()).on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  function cut(): void {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }

  const url = new URL(databaseUrl)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    goSilent() {
      silent = true
    },
    speakAgain() {
      silent = false
    },
    /** Ends every connection, as a restart does; new ones are let through. */
    cut,
    close() {
      cut()
      server.close()
    },
  }
}
