import { useEffect, useRef, useState } from 'preact/hooks'
import { type ConnectionState, connectLive } from './connection.ts'
import { applied, type DeliveryView, isOver, nothingKnown } from './delivery-view.ts'
import { rememberedView, rememberView } from './remembered-view.ts'
import { retryWhenBack } from './retry-when-back.ts'
import { eventStreamTransport, webSocketTransport } from './transports.ts'
import { whenLeft } from './when-left.ts'

export interface DeliveryOptions {
  /** Begins with what this tab last saw of it, if the page was loaded again. */
  readonly isRemembered?: boolean
}

/** The delivery that a link opens, as it changes. */
export function useDelivery(
  token: string,
  { isRemembered = false }: DeliveryOptions = {},
): { readonly view: DeliveryView; readonly connection: ConnectionState } {
  const [view, setView] = useState(() => (isRemembered ? rememberedView(token) : nothingKnown))
  const [connection, setConnection] = useState<ConnectionState>('connecting')
  const latest = useRef(view)

  useEffect(() => {
    const remember = () => {
      if (isRemembered) rememberView(token, latest.current)
    }
    function know(view: DeliveryView): void {
      latest.current = view
      setView(view)
    }

    const live = connectLive({
      webSocket: webSocketTransport(token),
      eventStream: eventStreamTransport(token),
      cursor: () => latest.current.cursor,
      onState(state) {
        setConnection(state)
        if (state !== 'refused' || isOver(latest.current)) return
        // The link opens nothing any more: nobody who has it may go on seeing where the rider was.
        know(nothingKnown)
        remember()
      },
      onMessage(message) {
        know(applied(latest.current, message, Date.now()))
        if (!isOver(latest.current)) return
        live.close()
        remember()
      },
    })
    const stopRetrying = retryWhenBack(live, () => !isOver(latest.current))
    const stopRemembering = whenLeft(remember)
    return () => {
      stopRetrying()
      stopRemembering()
      live.close()
    }
  }, [token, isRemembered])

  return { view, connection }
}
