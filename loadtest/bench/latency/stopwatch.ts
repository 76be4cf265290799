import { setTimeout as delay } from 'node:timers/promises'

/** When each fix was sent, and how long it took to where it was awaited. */
export interface Stopwatch {
  sent(riderId: string, recordedAt: number): void
  arrived(riderId: string, recordedAt: number): void
  /** Of all that arrived since asked last. */
  taken(): number[]
}

export function createStopwatch(): Stopwatch {
  const sentAt = new Map<string, number>()
  let latenciesMs: number[] = []
  return {
    sent: (riderId, recordedAt) => void sentAt.set(`${riderId}:${recordedAt}`, performance.now()),
    arrived(riderId, recordedAt) {
      const at = sentAt.get(`${riderId}:${recordedAt}`)
      if (at !== undefined) latenciesMs.push(performance.now() - at)
    },
    taken() {
      const taken = latenciesMs
      latenciesMs = []
      sentAt.clear()
      return taken
    },
  }
}

/** An open model: each at its time, whether or not the ones before have been answered. */
export async function eachInTime(count: number, perS: number, act: (nth: number) => void): Promise<void> {
  const startedAt = performance.now()
  for (let nth = 0; nth < count; nth++) {
    const early = startedAt + (nth * 1_000) / perS - performance.now()
    if (early > 1) await delay(early)
    act(nth)
  }
}
