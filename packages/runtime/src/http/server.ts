import type { Service } from '../service.ts'
import type { App } from './app.ts'

/** Listens from `start` on; `stop` lets requests in hand finish and closes idle connections. */
export function httpServer(app: App, address: { readonly host: string; readonly port: number }): Service {
  return {
    name: 'http server',
    async start() {
      await app.listen(address)
    },
    stop: () => app.close(),
  }
}
