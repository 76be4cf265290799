import { useEffect, useRef, useState } from 'preact/hooks'
import { type ConnectionState, connectLive } from './connection.ts'
import { applied, type DeliveryView, isOver, nothingKnown } from './delivery-view.ts'
import { retryWhenBack } from './retry-when-back.ts'
import { eventStreamTransport, webSocketTransport } from './transports.ts'

/** The delivery that a link opens, as it changes. */
export function useDelivery(token: string): {
  readonly view: DeliveryView
  readonly connection: ConnectionState
} {
  const [view, setView] = useState(nothingKnown)
  const [connection, setConnection] = useState<ConnectionState>('connecting')
  const latest = useRef(view)

  useEffect(() => {
    const live = connectLive({
      webSocket: webSocketTransport(token),
      eventStream: eventStreamTransport(token),
      cursor: () => latest.current.cursor,
      onState: setConnection,
      onMessage(message) {
        latest.current = applied(latest.current, message, Date.now())
        setView(latest.current)
        if (isOver(latest.current)) live.close()
      },
    })
    const stop = retryWhenBack(live, () => !isOver(latest.current))
    return () => {
      stop()
      live.close()
    }
  }, [token])

  return { view, connection }
}
