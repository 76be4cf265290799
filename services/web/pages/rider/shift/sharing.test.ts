import type { IngestAnswer, Location } from '@doorstep/contracts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keptInMemory } from '../outbox/a-kept.ts'
import type { SenseOptions } from '../sense/sense.ts'
import { createSharing, type SharingState } from './sharing.ts'

const NEXT_PING_MS = 20_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A rider's phone. It tells where it is when it is first looked at; asked again, some have nothing new to tell. */
function aPhone({ answers = false } = {}) {
  const sent: Location[] = []
  const states: SharingState[] = []
  let onPosition: SenseOptions['onPosition'] | undefined

  function tell(): void {
    const coords = { latitude: 60.17, longitude: 24.94, accuracy: 6 }
    onPosition?.({ coords, timestamp: Date.now() } as GeolocationPosition)
  }

  const sharing = createSharing({
    kept: keptInMemory(),
    async send(locations) {
      sent.push(...locations.map(({ item }) => item))
      const body: IngestAnswer = { accepted: locations.length, rejected: [], nextPingMs: NEXT_PING_MS }
      return { kind: 'taken', body }
    },
    sense(options) {
      onPosition = options.onPosition
      tell()
      return {
        askNow: () => void (answers && tell()),
        stop() {
          onPosition = undefined
        },
      }
    },
    onState: (state) => void states.push(state),
  })

  /** Time goes by; the phone, being moved, tells each second where it is. */
  async function ride(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      await vi.advanceTimersByTimeAsync(1_000)
      tell()
      await vi.advanceTimersByTimeAsync(0)
    }
  }
  return { sharing, sent, ride, shown: () => states.at(-1) }
}

it('tells as often as the server wants, though the phone knows more', async () => {
  const { sharing, sent, ride } = aPhone()
  sharing.start()
  await ride(19)
  expect(sent).toHaveLength(1)
  await ride(2)
  expect(sent).toHaveLength(2)
})

it('tells at once where it is when something has changed for the server, though it knows nothing new', async () => {
  const { sharing, sent } = aPhone()
  sharing.start()
  await vi.advanceTimersByTimeAsync(3_000)
  sharing.hurry()
  await vi.advanceTimersByTimeAsync(0)
  expect(sent.map(({ recordedAt }) => Date.now() - recordedAt)).toEqual([3_000, 3_000])
})

it('asks a phone that stands still where it is now, and tells that, too', async () => {
  const { sharing, sent } = aPhone({ answers: true })
  sharing.start()
  await vi.advanceTimersByTimeAsync(3_000)
  sharing.hurry()
  await vi.advanceTimersByTimeAsync(0)
  expect(sent.map(({ recordedAt }) => Date.now() - recordedAt)).toEqual([3_000, 3_000, 0])
})

it('tells each second for a while after that, until the server has heard of it, too', async () => {
  const { sharing, sent, ride, shown } = aPhone()
  sharing.start()
  await ride(3)
  sharing.hurry()
  await ride(4)
  expect(sent).toHaveLength(6)
  expect(shown()?.everyMs).toBe(1_000)
  await ride(10)
  expect(sent).toHaveLength(7)
  expect(shown()?.everyMs).toBe(NEXT_PING_MS)
})

it('tells nothing of a rider who has paused', async () => {
  const { sharing, sent, ride } = aPhone()
  sharing.start()
  await ride(1)
  sharing.pause()
  sharing.hurry()
  await ride(30)
  expect(sent).toHaveLength(1)
})
