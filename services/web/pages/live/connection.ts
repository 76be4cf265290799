import type { LiveMessage } from '@doorstep/contracts'
import { backoffMs } from './backoff.ts'

/** `refused`: the link opens nothing, or not any more. */
export type ConnectionState = 'connecting' | 'open' | 'reconnecting' | 'refused'

/** What a transport says of its one connection. After `lost` or `refused` it says no more. */
export interface TransportEvents {
  opened(): void
  message(message: LiveMessage): void
  /** Gone for now; the transport itself tries again. */
  interrupted(): void
  lost(): void
  refused(): void
}

export type Transport = (cursor: string | undefined, events: TransportEvents) => { close(): void }

export interface ConnectionOptions {
  readonly webSocket: Transport
  readonly eventStream: Transport
  /** Where to resume, asked on each try. */
  readonly cursor: () => string | undefined
  readonly onMessage: (message: LiveMessage) => void
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

/** Keeps one connection to the delivery's messages, for as long as it is wanted and the link is good. */
export function connectLive(options: ConnectionOptions): Connection {
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
    const transport = options[kind](options.cursor(), {
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
    silence = setTimeout(connect, SILENCE_MS)
  }

  function drop(): void {
    clearTimeout(retry)
    clearTimeout(silence)
    current?.close()
    current = undefined
  }

  options.onState('connecting')
  connect()
  return { retryNow: connect, close: drop }
}
