import type { RiderDeliveries } from '@doorstep/contracts'
import type { Answer } from '../outbox/answer.ts'
import type { Kept, KeptItems } from '../outbox/kept-items.ts'
import { createOutbox, type Outcome } from '../outbox/outbox.ts'
import { rememberDeliveries, rememberedDeliveries } from './remembered-deliveries.ts'
import { awaits, type StatusReport, type Stop, stopsOf } from './stops.ts'

export interface StopsState {
  /** Undefined until they were loaded once. */
  readonly stops?: readonly Stop[] | undefined
  /** Reports that the server does not have yet. */
  readonly untold: number
  /** The delivery of the latest report, if the server would not take it. */
  readonly refused?: string | undefined
  readonly keyRefused: boolean
}

export interface StopsBoard {
  done(stop: Stop): Promise<void>
  retryNow(): void
  end(): void
}

export interface DeliveriesApi {
  load(): Promise<Answer<RiderDeliveries>>
  report(report: Kept<StatusReport>): Promise<Answer<unknown>>
}

interface StopsBoardOptions {
  readonly api: DeliveriesApi
  readonly riderId: string
  readonly kept: KeptItems<StatusReport>
  /** The server has taken a report. */
  readonly onTold: () => void
  readonly onState: (state: StopsState) => void
}

const EVERY_MS = 5_000
/** Nobody has more open deliveries than this. */
const ALL = 1_000

export const nothingToDo: StopsState = { untold: 0, keyRefused: false }

/** What this rider has to do, and telling that it is done: at once for the rider; for the server, once there is network. */
export function createStopsBoard({ api, riderId, kept, onTold, onState }: StopsBoardOptions): StopsBoard {
  let deliveries = rememberedDeliveries(riderId)
  /** Reports that `deliveries` does not know of. */
  let reports: readonly Kept<StatusReport>[] = []
  let state = nothingToDo
  let over = false

  async function show(fields: Partial<StopsState> = {}): Promise<void> {
    state = {
      ...state,
      ...fields,
      untold: await kept.count(),
      stops: deliveries && stopsOf(deliveries, items()),
    }
    if (!over) onState(state)
  }

  const items = () => reports.map(({ item }) => item)

  async function refresh(): Promise<void> {
    const before = await kept.oldest(ALL)
    const answer = await api.load()
    if (answer.kind === 'key-refused') return show({ keyRefused: true })
    if (answer.kind === 'taken') {
      deliveries = answer.body
      rememberDeliveries(riderId, answer.body)
      // One that was told while the list was on its way may not be in it.
      reports = [...before, ...(await kept.oldest(ALL))]
    } else if (reports.length === 0) reports = before
    await show({ keyRefused: false })
  }

  async function heard({ kind, items: [told] }: Outcome<StatusReport, unknown>): Promise<void> {
    if (kind === 'later' || kind === 'key-refused' || told === undefined) return show()
    if (kind === 'taken') onTold()
    await refresh()
    // When the answer to a report was lost, it is told again, refused, and done all the same.
    const undone = deliveries !== undefined && awaits(stopsOf(deliveries), told.item)
    if (kind === 'refused') await show({ refused: undone ? told.item.deliveryId : undefined })
  }

  const outbox = createOutbox<StatusReport, unknown>({
    kept,
    most: 1,
    send: ([report]) => api.report(report),
    onOutcome: heard,
  })

  const stopAsking = whileLookedAt(EVERY_MS, refresh)
  refresh()
  outbox.send()

  return {
    async done({ deliveryId, status }) {
      const report = { at: Date.now(), item: { deliveryId, status } }
      await kept.add(report)
      reports = [...reports, report]
      await show({ refused: undefined })
      await outbox.send()
    },
    retryNow() {
      refresh()
      outbox.retryNow()
    },
    end() {
      over = true
      stopAsking()
      outbox.stop()
    },
  }
}

function whileLookedAt(everyMs: number, act: () => void): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') act()
  }, everyMs)
  return () => clearInterval(timer)
}
