import { once } from 'node:events'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { riderKeyFor } from '@doorstep/contracts'
import { ACKNOWLEDGED, type Ledger } from './ledger.ts'

/** Ten reports a second from each phone: half of what ingest allows one rider. */
const REPORT_INTERVAL_MS = 100
const MAX_FIXES_A_REPORT = 500
const ANSWER_TIMEOUT_MS = 10_000
/** After no answer at all. */
const RECONNECT_MS = 200

export interface PhonesOptions {
  readonly count: number
  /** Of all phones together. */
  readonly fixesPerSecond: number
  /** At least so many are recorded in all. */
  readonly fixes: number
  readonly port: number
  readonly riderKeySecret: string
  readonly ledger: Ledger
}

export interface Phones {
  readonly recorded: number
  readonly acknowledged: number
  /** Reports that were answered with 503, and those that were not answered. */
  readonly refused: number
  readonly unanswered: number
  /** When each report that was acknowledged was. */
  readonly ackTimes: readonly number[]
  /** Resolves when all that is to be recorded is, and all that was recorded is acknowledged. */
  finish(): Promise<void>
  /** No more reports, whatever is left to report. */
  stop(): Promise<void>
}

interface Outcome {
  readonly outcome: string
  readonly againInMs: number
}

/**
 * Phones as they are: each records at its pace whatever happens, keeps what it recorded until it is acknowledged, has one
 * report under way, and after anything but 202 sends the same again, when `Retry-After` says.
 */
export function startPhones(options: PhonesOptions): Phones {
  const { count, fixesPerSecond, fixes, port, riderKeySecret, ledger } = options
  const intervalMs = (1_000 * count) / fixesPerSecond
  const quota = Math.ceil(fixes / count)
  const counts = { recorded: 0, acknowledged: 0, refused: 0, unanswered: 0 }
  const ackTimes: number[] = []
  let finishing = false
  let stopped = false

  async function ride(rider: string): Promise<void> {
    const post = reporter(port, riderKeyFor(rider, riderKeySecret))
    const startedAt = Date.now()
    const outbox: number[] = []
    let recorded = 0

    function record(): void {
      const due = Math.floor((Date.now() - startedAt) / intervalMs)
      for (; recorded < (finishing ? Math.min(due, quota) : due); recorded++) {
        outbox.push(startedAt + Math.ceil(recorded * intervalMs))
        counts.recorded += 1
      }
    }

    async function report(): Promise<number> {
      const recordedAt = outbox.slice(0, MAX_FIXES_A_REPORT)
      const sentAt = Date.now()
      const { outcome, againInMs } = await post(recordedAt)
      const answeredAt = Date.now()
      ledger.add({ rider, recordedAt, sentAt, answeredAt, outcome })
      if (outcome === ACKNOWLEDGED) {
        outbox.splice(0, recordedAt.length)
        counts.acknowledged += recordedAt.length
        ackTimes.push(answeredAt)
      } else if (outcome === '503') counts.refused += 1
      else counts.unanswered += 1
      return againInMs
    }

    while (!stopped && (!finishing || recorded < quota || outbox.length > 0)) {
      record()
      await delay(outbox.length > 0 ? await report() : REPORT_INTERVAL_MS)
    }
  }

  const rides = Array.from({ length: count }, async (_, n) => {
    await delay((n * REPORT_INTERVAL_MS) / count)
    await ride(`rider-${n}`)
  })
  const done = Promise.all(rides)
  // Who waits for them learns of it; nobody may wait yet.
  done.catch(() => undefined)

  return {
    get recorded() {
      return counts.recorded
    },
    get acknowledged() {
      return counts.acknowledged
    },
    get refused() {
      return counts.refused
    },
    get unanswered() {
      return counts.unanswered
    },
    ackTimes,
    async finish() {
      finishing = true
      await done
    },
    async stop() {
      stopped = true
      await done.catch(() => undefined)
    },
  }
}

/** Posts reports of one rider over a connection that is kept. */
function reporter(port: number, key: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const to = { host: '127.0.0.1', port, path: '/v1/locations', method: 'POST', agent, headers }

  return async (recordedAt: readonly number[]): Promise<Outcome> => {
    const locations = recordedAt.map((at) => ({ lat: 60.17, lon: 24.94, recordedAt: at }))
    const sending = request({ ...to, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
    sending.on('error', () => undefined)
    sending.end(JSON.stringify({ locations }))
    const answer = await answerTo(sending).catch(codeOf)
    return typeof answer === 'string'
      ? { outcome: answer, againInMs: RECONNECT_MS }
      : outcomeOf(answer, recordedAt.length)
  }
}

async function answerTo(sending: ClientRequest) {
  const [response]: IncomingMessage[] = await once(sending, 'response')
  if (response === undefined) throw new Error('no response')
  const { statusCode, headers } = response
  return { statusCode, headers, body: await text(response) }
}

function outcomeOf(
  { statusCode, headers, body }: Awaited<ReturnType<typeof answerTo>>,
  sent: number,
): Outcome {
  const outcome = String(statusCode)
  if (outcome === '503') return { outcome, againInMs: 1_000 * Number(headers['retry-after'] ?? 1) }
  // Every fix sent is one that ingest has to accept.
  if (outcome === ACKNOWLEDGED && JSON.parse(body).accepted === sent)
    return { outcome, againInMs: REPORT_INTERVAL_MS }
  throw new Error(`Neither taken nor to be sent again: ${outcome} ${body}`)
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'NO_ANSWER'
