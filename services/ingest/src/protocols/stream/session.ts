import { setTimeout as delay } from 'node:timers/promises'
import type { Location, StreamAnswer, StreamError } from '@doorstep/contracts'
import { DoorstepError } from '@doorstep/runtime'
import type { FastifyBaseLogger } from 'fastify'
import type { Taken } from '../../handler.ts'
import { newestOf } from '../../next-ping.ts'
import type { ProtocolOptions } from '../protocol.ts'
import { decode } from './decode.ts'
import type { StreamMetrics } from './metrics.ts'

/** A phone that has so many frames unanswered, or answers unread, is not read until half of them are. */
export const MAX_FRAMES_IN_FLIGHT = 32

/** What a phone is to wait with a frame that Kafka could not confirm; the answer to one too many comes after it, too. */
const RETRY_AFTER_MS = 1_000

/** The socket as a session needs it. */
export interface Phone {
  /** `written` is called once the bytes have left this process. */
  send(answer: string, written: () => void): void
  pause(): void
  resume(): void
}

/** One phone's conversation. */
export interface Session {
  /** Frames are taken at once, in the order of the calls, and answered in that order. */
  receive(text: string): void
  /** Resolves when every frame received has its answer. */
  answered(): Promise<void>
}

export interface SessionOptions extends Pick<ProtocolOptions, 'take' | 'pace' | 'nextPing'> {
  readonly riderId: string
  readonly log: Pick<FastifyBaseLogger, 'error'>
  readonly metrics: Pick<StreamMetrics, 'answered'>
}

type Answer = StreamAnswer | StreamError

export function createSession(options: SessionOptions, phone: Phone): Session {
  const waiting: { answer?: Answer }[] = []
  const idle: (() => void)[] = []
  let inFlight = 0
  let paused = false

  function written(): void {
    inFlight -= 1
    if (paused && inFlight <= MAX_FRAMES_IN_FLIGHT / 2) {
      paused = false
      phone.resume()
    }
    if (inFlight === 0) for (const resolve of idle.splice(0)) resolve()
  }

  function sendInOrder(): void {
    for (let first = waiting[0]; first?.answer !== undefined; first = waiting[0]) {
      waiting.shift()
      phone.send(JSON.stringify(first.answer), written)
    }
  }

  return {
    receive(text) {
      inFlight += 1
      if (inFlight >= MAX_FRAMES_IN_FLIGHT && !paused) {
        paused = true
        phone.pause()
      }
      const place: { answer?: Answer } = {}
      waiting.push(place)
      void answerTo(text, options).then((answer) => {
        place.answer = answer
        options.metrics.answered('error' in answer ? answer.error.code : 'taken')
        sendInOrder()
      })
    },
    answered() {
      const { promise, resolve } = Promise.withResolvers<void>()
      if (inFlight === 0) resolve()
      else idle.push(resolve)
      return promise
    },
  }
}

/** Never rejects. Nothing is awaited here, so nothing but the newest location is kept until all are safe. */
function answerTo(text: string, options: SessionOptions): Promise<Answer> {
  const { riderId, take, pace } = options
  const admitted = pace.admits(riderId)
  const decoded = decode(text)
  if (!decoded.ok)
    return Promise.resolve({ id: decoded.id, error: { code: 'MALFORMED', message: decoded.message } })
  const { id, locations } = decoded.frame
  if (!admitted) return tooMany(id)
  const taking = take({ riderId, locations, source: 'stream' })
  return answerOnce(taking, { id, newest: newestOf(locations) }, options)
}

async function answerOnce(
  taking: Promise<Taken>,
  { id, newest }: { readonly id: StreamAnswer['id']; readonly newest: Location | undefined },
  { riderId, nextPing, log }: SessionOptions,
): Promise<Answer> {
  try {
    return { id, ...(await taking), nextPingMs: nextPing(riderId, newest) }
  } catch (err) {
    if (err instanceof DoorstepError && err.retryable)
      return { id, error: { code: err.code, retryAfterMs: RETRY_AFTER_MS } }
    log.error({ err, riderId }, 'a frame could not be taken')
    return { id, error: { code: 'INTERNAL', retryAfterMs: RETRY_AFTER_MS } }
  }
}

/** Late, so that the flood is not read meanwhile: a frame has no header that could be refused before it is read. */
async function tooMany(id: StreamAnswer['id']): Promise<Answer> {
  await delay(RETRY_AFTER_MS)
  return { id, error: { code: 'TOO_MANY_REQUESTS', retryAfterMs: RETRY_AFTER_MS } }
}
