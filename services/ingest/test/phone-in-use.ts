import { setTimeout as delay } from 'node:timers/promises'
import type { Answer, PhoneApp, Send } from './phone-apps.ts'
import type { Moment } from './phone-requests.ts'

const RECORD_INTERVAL_MS = 500
const RETRY_INTERVAL_MS = 500

export interface PhoneInUse {
  readonly phone: PhoneApp
  /** All it heard. */
  readonly answers: readonly Answer[]
  /** It records no more, and sends on what waits. */
  park(): void
}

/** Records and sends as a phone does: at once while that goes well, at its own intervals when it does not. */
export function inUse(phone: PhoneApp, send: Send, off: AbortSignal): PhoneInUse {
  const answers: Answer[] = []
  const next = trip()
  const recording = setInterval(() => phone.record(next()), RECORD_INTERVAL_MS)
  const park = () => clearInterval(recording)
  off.addEventListener('abort', park)

  async function keepSending(): Promise<void> {
    while (!off.aborted) {
      const deleted = await phone.attempt(async (request) => {
        const answer = await send(request)
        answers.push(answer)
        return answer
      })
      if (!deleted) await delay(RETRY_INTERVAL_MS)
    }
  }
  void keepSending()
  return { phone, answers, park }
}

/** One location of each second of the last hour, since OwnTracks counts in those; they are recorded faster. */
export function trip(): () => Moment {
  const began = Math.floor(Date.now() / 1000) - 3_600
  let seconds = 0
  return () => {
    seconds += 1
    return { lat: 60 + seconds / 100_000, recordedAt: (began + seconds) * 1_000 }
  }
}
