import type { OperationsMessage } from '@doorstep/contracts'
import type { Transport } from '../../live/connection.ts'

const SUBPROTOCOL = 'doorstep.v1'
const KEY_WRONG = 4001

/** The operators' stream. The key goes as a subprotocol: a browser sets no headers, and addresses end up in logs. */
export function operationsSocket(apiKey: string): Transport<OperationsMessage> {
  return (_cursor, events) => {
    const url = new URL('/v1/operations/stream', location.href)
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(url, [SUBPROTOCOL, `bearer.${base64Url(apiKey)}`])
    socket.onopen = events.opened
    socket.onmessage = ({ data }) => events.message(JSON.parse(data) as OperationsMessage)
    socket.onclose = ({ code }) => (code === KEY_WRONG ? events.refused() : events.lost())
    return { close: () => socket.close() }
  }
}

/** A subprotocol may not have every letter that a key may. */
function base64Url(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text))
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
