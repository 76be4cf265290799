import type { IncomingHttpHeaders } from 'node:http'
import { bearerOf } from '@doorstep/runtime'

/** The subprotocol that is spoken; the only one that is ever answered. */
export const PROTOCOL = 'doorstep.v1'

const KEY_PROTOCOL = /^bearer\.([A-Za-z0-9_-]+)$/

/**
 * The API key of an upgrade: `Authorization` as over HTTP, or, as browsers set no headers, offered as the subprotocol
 * `bearer.<key in base64url>` beside `doorstep.v1`. Not in the address, which proxies write into logs.
 */
export function apiKeyOf(headers: IncomingHttpHeaders): string | undefined {
  return bearerOf({ headers }) ?? keyAmong(headers['sec-websocket-protocol'])
}

function keyAmong(protocols = ''): string | undefined {
  for (const protocol of protocols.split(',')) {
    const key = KEY_PROTOCOL.exec(protocol.trim())?.[1]
    if (key !== undefined) return Buffer.from(key, 'base64url').toString()
  }
  return undefined
}
