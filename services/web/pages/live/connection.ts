import { backoffMs } from './backoff.ts'

/** `refused`: the link opens nothing, or not any more. */
export type ConnectionState = 'connecting' | 'open' | 'reconnecting' | 'refused'

/** What a transport says of its one connection. After `lost` or `refused` it says no more. */
export interface TransportEvents<Message> {
  opened(): void
  message(message: Message): void
  /** Gone for now; the transport itself tries again. */
  interrupted(): void
  lost(): void
  refused(): void
}

export type Transport<Message> = (
  cursor: string | undefined,
  events: TransportEvents<Message>,
) => { close(): void }

export interface ConnectionOptions<Message> {
  readonly webSocket: Transport<Message>
  /** For networks that let no WebSocket through. */
  readonly eventStream?: Transport<Message>
  /** Where to resume, asked on each try. */
  readonly cursor?: () => string | undefined
  /** A connection that says nothing for so long is dead. */
  readonly silenceMs?: number
  readonly onMessage: (message: Message) => void
  readonly onState: (state: ConnectionState) => void
}

export interface Connection {
  /** The device is online again, or the page is looked at again: whatever was being waited for, try now. */
  retryNow(): void
  close(): void
}

/** A phone that changes networks keeps a dead socket for long; to resume is cheap. */
const SILENCE_MS = 60_000

/** Some networks let no WebSocket through: until one has opened, every second try is by server-sent events. */
export function transportFor(failures: number, socketOpened: boolean): 'webSocket' | 'eventStream' {
  return socketOpened || failures % 2 === 0 ? 'webSocket' : 'eventStream'
}

/** Keeps one connection to a stream of messages, for as long as it is wanted and opens something. */
export function connectLive<Message>(options: ConnectionOptions<Message>): Connection {
  const { webSocket, eventStream = webSocket, silenceMs = SILENCE_MS } = options
  let current: { close(): void } | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let socketOpened = false

  function connect(): void {
    drop()
    const kind = transportFor(failures, socketOpened)
    let over = false
    const unlessOver = (act: () => void) => () => {
      if (!over) act()
    }
    const open = kind === 'webSocket' ? webSocket : eventStream
    const transport = open(options.cursor?.(), {
      opened: unlessOver(() => {
        if (kind === 'webSocket') socketOpened = true
        heard()
        options.onState('open')
      }),
      message(message) {
        if (over) return
        failures = 0
        heard()
        options.onMessage(message)
      },
      interrupted: unlessOver(() => options.onState('reconnecting')),
      lost: unlessOver(() => {
        failures += 1
        drop()
        options.onState('reconnecting')
        retry = setTimeout(connect, backoffMs(failures))
      }),
      refused: unlessOver(() => {
        drop()
        options.onState('refused')
      }),
    })
    current = {
      close() {
        over = true
        transport.close()
      },
    }
  }

  function heard(): void {
    clearTimeout(silence)
    silence = setTimeout(() => {
      options.onState('reconnecting')
      connect()
    }, silenceMs)
  }

  function drop(): void {
    clearTimeout(retry)
    clearTimeout(silence)
    current?.close()
    current = undefined
  }

  options.onState('connecting')
  connect()
  return {
    retryNow() {
      // What failed while there was no network says nothing of the one there is now.
      failures = 0
      connect()
    },
    close: drop,
  }
}
