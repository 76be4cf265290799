import { connect, type Socket } from 'node:net'

/** Where postgres.js wants a socket to: what it read from the URL. */
export interface SocketTarget {
  readonly host: readonly string[]
  readonly port: readonly number[]
  /** A Unix domain socket, else false. */
  readonly path: string | false
}

/**
 * Sockets for postgres.js, which never sets TCP_NODELAY: small transactions would stall for 40 ms each. It also waits
 * for ever on a half-open connection (porsager/postgres#1089), hence the limit on silence; not applied under TLS.
 */
export function socketFactory({ silenceLimitMs = 0 } = {}): (target: SocketTarget) => Socket {
  return ({ host: [host = 'localhost'], port: [port = 5432], path }) => {
    const socket = path === false ? connect({ host, port, noDelay: true }) : connect({ path })
    socket.setTimeout(silenceLimitMs, () => socket.destroy(new SilentServer(silenceLimitMs)))
    return Object.assign(socket, { host })
  }
}

class SilentServer extends Error {
  readonly code = 'ETIMEDOUT'

  constructor(limitMs: number) {
    super(`Postgres said nothing for ${limitMs} ms`)
  }
}
