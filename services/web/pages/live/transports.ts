import type { LiveMessage } from '@doorstep/contracts'
import type { Transport } from './connection.ts'

const SUBPROTOCOL = 'doorstep.v1'
const TOKEN_INVALID_OR_ENDED = 4001

const track = (token: string) => `/v1/track/${encodeURIComponent(token)}`

export function webSocketTransport(token: string): Transport<LiveMessage> {
  return (cursor, events) => {
    const url = new URL(`${track(token)}/stream`, location.href)
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    if (cursor !== undefined) url.searchParams.set('cursor', cursor)

    const socket = new WebSocket(url, SUBPROTOCOL)
    socket.onopen = events.opened
    socket.onmessage = ({ data }) => events.message(messageIn(data))
    socket.onclose = ({ code }) => (code === TOKEN_INVALID_OR_ENDED ? events.refused() : events.lost())
    return { close: () => socket.close() }
  }
}

/** Starts with a snapshot, whatever the cursor; from then on the browser itself resumes, by the last event's id. */
export function eventStreamTransport(token: string): Transport<LiveMessage> {
  return (_cursor, events) => {
    const source = new EventSource(`${track(token)}/events`)
    source.onopen = events.opened
    source.onmessage = ({ data }) => events.message(messageIn(data))
    source.onerror = async () => {
      if (source.readyState === EventSource.CONNECTING) return events.interrupted()
      return (await opensNothing(token)) ? events.refused() : events.lost()
    }
    return { close: () => source.close() }
  }
}

/** No such link, or none any more. */
const OPENS_NOTHING = [404, 410]

/** An event source does not tell why it was refused. */
async function opensNothing(token: string): Promise<boolean> {
  const response = await fetch(track(token)).catch(() => undefined)
  return response !== undefined && OPENS_NOTHING.includes(response.status)
}

function messageIn(data: string): LiveMessage {
  return JSON.parse(data) as LiveMessage
}
