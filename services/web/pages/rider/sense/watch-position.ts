export type PositionFault = 'denied' | 'unavailable'

export interface WatchOptions {
  readonly onPosition: (position: GeolocationPosition) => void
  readonly onFault: (fault: PositionFault) => void
}

export interface Watch {
  /** Asks where the phone is now, though it has nothing new to tell. */
  askNow(): void
  stop(): void
}

const precise = { enableHighAccuracy: true, maximumAge: 0, timeout: 20_000 }

/** Some phones say nothing while they stand still; a customer must not take that for a lost signal. */
const STANDSTILL_MS = 10_000

/** Tells each position the phone has, and asks for one when it has told none for a while. */
export function watchPosition({ onPosition, onFault }: WatchOptions): Watch {
  const { geolocation } = navigator
  let silence: ReturnType<typeof setTimeout> | undefined
  let over = false

  function heard(position: GeolocationPosition): void {
    if (over) return
    listen()
    onPosition(position)
  }

  function failed({ code, PERMISSION_DENIED }: GeolocationPositionError): void {
    if (over) return
    listen()
    onFault(code === PERMISSION_DENIED ? 'denied' : 'unavailable')
  }

  function askNow(): void {
    geolocation.getCurrentPosition(heard, failed, precise)
  }

  function listen(): void {
    clearTimeout(silence)
    silence = setTimeout(askNow, STANDSTILL_MS)
  }

  const watch = geolocation.watchPosition(heard, failed, precise)
  listen()
  return {
    askNow,
    stop() {
      over = true
      clearTimeout(silence)
      geolocation.clearWatch(watch)
    },
  }
}
