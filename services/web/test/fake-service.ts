import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeService {
  readonly url: string
  readonly server: Server
  stop(): Promise<void>
}

/** A service behind the proxy, on a free port of loopback. */
export async function aService(answer: RequestListener): Promise<FakeService> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Answers every request with what it was asked. */
export const echo =
  (name: string): RequestListener =>
  async (request, response) => {
    const body = (await Array.fromAsync(request)).join('')
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ name, method: request.method, url: request.url, body, headers: request.headers }),
    )
  }

/** An address of loopback where nobody listens. */
export async function anAddressWithoutService(): Promise<string> {
  const service = await aService(() => {})
  await service.stop()
  return service.url
}
