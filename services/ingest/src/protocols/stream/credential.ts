import type { IncomingHttpHeaders } from 'node:http'
import { riderKeyIn } from '../../routes/rider-credential.ts'

/** The subprotocol that is spoken; the only one that is ever answered. */
export const PROTOCOL = 'doorstep.v1'

const KEY_PROTOCOL = /^key\.(\S+)$/

/**
 * The rider's key of an upgrade: `Authorization` as over HTTP, or offered as the subprotocol `key.<rider key>` beside
 * `doorstep.v1`, as browsers set no headers. Not in the address, which proxies write into logs.
 */
export function keyOfUpgrade(headers: IncomingHttpHeaders): string | undefined {
  return riderKeyIn({ headers }) ?? keyAmong(headers['sec-websocket-protocol'])
}

function keyAmong(protocols = ''): string | undefined {
  for (const protocol of protocols.split(',')) {
    const key = KEY_PROTOCOL.exec(protocol.trim())?.[1]
    if (key !== undefined) return key
  }
  return undefined
}
