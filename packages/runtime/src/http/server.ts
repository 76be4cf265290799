import type { Service } from '../service.ts'
import type { App } from './app.ts'

interface Address {
  readonly host: string
  readonly port: number
  /** What connects beyond them is closed at once. As many as there are files by default. */
  readonly maxConnections?: number
}

/** Listens from `start` on; `stop` lets requests in hand finish and closes idle connections. */
export function httpServer(app: App, { maxConnections, ...address }: Address): Service {
  return {
    name: 'http server',
    async start() {
      if (maxConnections !== undefined) app.server.maxConnections = maxConnections
      await app.listen(address)
    },
    stop: () => app.close(),
  }
}
