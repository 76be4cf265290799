import type { OperationsMessage } from '@doorstep/contracts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Connection, type ConnectionState, connectLive } from '../../live/connection.ts'
import { retryWhenBack } from '../../live/retry-when-back.ts'
import { counted, nothingCounted, type Rate } from '../figures/rate.ts'
import { operationsSocket } from './operations-socket.ts'
import { applied, nothingHeard, type OperationsView } from './operations-view.ts'

/** The server says something every five seconds, if only that nothing happened. */
const SILENCE_MS = 12_000

/** Everybody at work, as it changes, for who has the key. */
export function useOperations(
  apiKey: string,
  onRefused: () => void,
): {
  readonly view: OperationsView
  readonly connection: ConnectionState
  readonly rate: Rate
} {
  const [view, setView] = useState(nothingHeard)
  const [connection, setConnection] = useState<ConnectionState>('connecting')
  const latest = useRef(view)
  const rate = useRef(nothingCounted)
  const refused = useRef(onRefused)
  refused.current = onRefused

  useEffect(() => {
    const live: Connection = connectLive<OperationsMessage>({
      webSocket: operationsSocket(apiKey),
      silenceMs: SILENCE_MS,
      onState(state) {
        if (state === 'refused') refused.current()
        // Open is a stream that has said how things are now: until then what is shown is old.
        else if (state !== 'open') setConnection(state)
      },
      onMessage(message) {
        const now = Date.now()
        latest.current = applied(latest.current, message, now)
        rate.current = counted(rate.current, message, now)
        setConnection('open')
        setView(latest.current)
      },
    })
    const stop = retryWhenBack(live, () => true)
    return () => {
      stop()
      live.close()
    }
  }, [apiKey])

  return { view, connection, rate: rate.current }
}
