import { useEffect, useRef, useState } from 'preact/hooks'
import { type Connection, type ConnectionState, connectLive } from './connection.ts'
import { applied, type DeliveryView, isOver, nothingKnown } from './delivery-view.ts'
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

/** A phone that was asleep or offline may hold a socket that is dead without knowing. */
function retryWhenBack(live: Connection, wanted: () => boolean): () => void {
  const back = () => {
    if (document.visibilityState === 'visible' && wanted()) live.retryNow()
  }
  window.addEventListener('online', back)
  document.addEventListener('visibilitychange', back)
  return () => {
    window.removeEventListener('online', back)
    document.removeEventListener('visibilitychange', back)
  }
}
