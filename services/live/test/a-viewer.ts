import { asyncApiDocument, type LiveMessage, type PositionMessage } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { Value } from 'typebox/value'
import { expect } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'

const { channels } = asyncApiDocument()

/** What a customer's page receives over one connection. */
export interface Viewer {
  readonly messages: readonly LiveMessage[]
  readonly first: Promise<LiveMessage>
  /** The first message of this type after those already asked for. */
  next<Type extends LiveMessage['type']>(type: Type): Promise<Extract<LiveMessage, { type: Type }>>
  readonly positions: () => PositionMessage[]
  /** Called with each position as it arrives. */
  onPosition(listener: (position: PositionMessage) => void): void
  /** The close code of a socket; of events the status that refused them, or that they ended. */
  readonly closed: Promise<number | 'end'>
  close(): void
}

export function overWebSocket(url: string, options: ClientOptions = {}): Viewer {
  const socket = new WebSocket(url, 'doorstep.v1', options)
  const inbox = anInbox('track-stream')
  // A refused handshake is told by `close` as well.
  socket.on('error', () => {})
  socket.on('message', (text) => inbox.receive(String(text)))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  return { ...inbox, closed, close: () => socket.close() }
}

export function overEvents(url: string, lastEventId?: string): Viewer & { readonly ids: string[] } {
  const inbox = anInbox('track-events')
  const ids: string[] = []
  const abort = new AbortController()

  async function read(): Promise<number | 'end'> {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
    const response = await fetch(url, { headers, signal: abort.signal })
    if (!response.ok) return response.status
    let rest = ''
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const { id, data } = eventOf(block)
        if (data === undefined) continue
        ids.push(id ?? ids.at(-1) ?? '')
        inbox.receive(data)
      }
    }
    return 'end'
  }

  const closed = read().catch(() => 'end' as const)
  return { ...inbox, ids, closed, close: () => abort.abort() }
}

function eventOf(block: string): Record<string, string | undefined> {
  return Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
}

/** Each message is what the document of the streams says, to the field: nothing unknown leaves the system. */
function anInbox(stream: 'track-stream' | 'track-events') {
  const documented = channels[stream].messages
  const messages: LiveMessage[] = []
  const first = Promise.withResolvers<LiveMessage>()
  const listeners: ((position: PositionMessage) => void)[] = []
  let taken = 0

  return {
    messages,
    first: first.promise,
    positions: () => messages.filter((message) => message.type === 'position'),
    onPosition: (listener: (position: PositionMessage) => void) => void listeners.push(listener),
    receive(text: string): void {
      const message: LiveMessage = JSON.parse(text)
      const schema = documented[message.type]?.payload ?? expect.fail(`not documented: ${message.type}`)
      expect([...Value.Errors(schema, message)]).toEqual([])
      expect(Value.Clean(schema, structuredClone(message))).toEqual(message)
      messages.push(message)
      first.resolve(message)
      if (message.type === 'position') for (const listener of listeners) listener(message)
    },
    async next<Type extends LiveMessage['type']>(type: Type) {
      const at = await until(() => {
        const found = messages.findIndex((message, index) => index >= taken && message.type === type)
        return found === -1 ? undefined : { found }
      })
      taken = at.found + 1
      return messages[at.found] as Extract<LiveMessage, { type: Type }>
    },
  }
}
