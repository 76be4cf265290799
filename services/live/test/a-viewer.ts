import {
  EndedMessage,
  type LiveMessage,
  NotificationMessage,
  PositionMessage,
  ResetMessage,
  SnapshotMessage,
  StatusMessage,
} from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { Value } from 'typebox/value'
import { expect } from 'vitest'
import { WebSocket } from 'ws'

const schemas = {
  snapshot: SnapshotMessage,
  position: PositionMessage,
  status: StatusMessage,
  notification: NotificationMessage,
  ended: EndedMessage,
  reset: ResetMessage,
}

/** What a customer's page receives over one connection. */
export interface Viewer {
  readonly messages: readonly LiveMessage[]
  /** The first message of this type after those already asked for. */
  next<Type extends LiveMessage['type']>(type: Type): Promise<Extract<LiveMessage, { type: Type }>>
  readonly positions: () => PositionMessage[]
  readonly closed: Promise<number | undefined>
  close(): void
}

export function overWebSocket(url: string): Viewer {
  const socket = new WebSocket(url, 'doorstep.v1')
  const inbox = anInbox()
  socket.on('message', (text) => inbox.receive(String(text)))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  return { ...inbox, closed, close: () => socket.close() }
}

export function overEvents(url: string, lastEventId?: string): Viewer & { readonly ids: string[] } {
  const inbox = anInbox()
  const ids: string[] = []
  const abort = new AbortController()

  async function read(): Promise<number | undefined> {
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
    return undefined
  }

  const closed = read().catch(() => undefined)
  return { ...inbox, ids, closed, close: () => abort.abort() }
}

function eventOf(block: string): Record<string, string | undefined> {
  return Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
}

/** Each message is what the contract says, to the field: nothing unknown leaves the system. */
function anInbox() {
  const messages: LiveMessage[] = []
  let taken = 0

  return {
    messages,
    positions: () => messages.filter((message) => message.type === 'position'),
    receive(text: string): void {
      const message: LiveMessage = JSON.parse(text)
      const schema = schemas[message.type]
      expect([...Value.Errors(schema, message)]).toEqual([])
      expect(Value.Clean(schema, structuredClone(message))).toEqual(message)
      messages.push(message)
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
