/** Spares who does not answer, and those who would wait for it: after some failures in a row nobody asks for a while. */
export interface CircuitBreaker {
  /** Whether to ask. After the pause one may; the others wait for how that goes. */
  mayAsk(): boolean
  succeeded(): void
  failed(): void
  isOpen(): boolean
}

export interface CircuitBreakerOptions {
  readonly failures: number
  readonly pauseMs: number
  readonly now: () => number
}

export function createCircuitBreaker({ failures, pauseMs, now }: CircuitBreakerOptions): CircuitBreaker {
  let inARow = 0
  let openUntil = 0

  return {
    isOpen: () => inARow >= failures,
    mayAsk() {
      if (inARow < failures) return true
      if (now() < openUntil) return false
      openUntil = now() + pauseMs
      return true
    },
    succeeded() {
      inARow = 0
    },
    failed() {
      inARow += 1
      openUntil = now() + pauseMs
    },
  }
}
