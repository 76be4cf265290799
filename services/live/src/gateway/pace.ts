import { SLOWEST_BYTES_PER_MS } from './slowest-network.ts'

/** Half of what the slowest network carries: so what comes at once, as an opening does, is caught up with. */
const BYTES_PER_MS = SLOWEST_BYTES_PER_MS / 2

/** After something long the next waits for no longer. */
const LONGEST_PAUSE_MS = 500

/**
 * How fast one is sent to of whom nobody knows what has arrived: after each frame a pause, for as long as it takes over a
 * slow network. A rider's fix a second is never held up by it.
 */
export interface Pace {
  isPausing(): boolean
  sent(bytes: number): void
  stop(): void
}

export function createPace(pauseIsOver: () => void): Pace {
  let pause: NodeJS.Timeout | undefined

  function stop(): void {
    clearTimeout(pause)
    pause = undefined
  }

  return {
    isPausing: () => pause !== undefined,
    sent(bytes) {
      stop()
      pause = setTimeout(
        () => {
          pause = undefined
          pauseIsOver()
        },
        Math.min(LONGEST_PAUSE_MS, bytes / BYTES_PER_MS),
      ).unref()
    },
    stop,
  }
}
