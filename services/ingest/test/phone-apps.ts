import {
  type Moment,
  overlandRequest,
  owntracksRequest,
  type PhoneRequest,
  traccarRequest,
} from './phone-requests.ts'
import { keyOf } from './rider-key.ts'

export interface Answer {
  readonly status: number
  readonly body: string
}

/** Rejects where the app would hear nothing. */
export type Send = (request: PhoneRequest) => Promise<Answer>

/** The queue of a phone app: what it saved, what it sends of it, and on which answers it deletes. */
export interface PhoneApp {
  readonly riderId: string
  /** Not yet deleted, oldest first. */
  readonly waiting: readonly Moment[]
  /** It will never be sent again: without being in the log, it is lost. */
  readonly deleted: readonly Moment[]
  record(moment: Moment): void
  /** Sends the oldest that waits, once. Whether it could be deleted. */
  attempt(send: Send): Promise<boolean>
}

interface Habits {
  /** Of those that wait: what goes into one request. */
  batch(waiting: readonly Moment[]): number
  request(key: string, waiting: readonly Moment[]): PhoneRequest
  deletes(answer: Answer): boolean
}

const one = () => 1
const is2xx = ({ status }: Answer) => status >= 200 && status < 300

function phoneApp(riderId: string, { batch, request, deletes }: Habits): PhoneApp {
  const key = keyOf(riderId)
  const waiting: Moment[] = []
  const deleted: Moment[] = []
  return {
    riderId,
    waiting,
    deleted,
    record: (moment) => void waiting.push(moment),
    async attempt(send) {
      if (waiting.length === 0) return false
      const size = batch(waiting)
      const answer = await send(request(key, waiting)).catch(() => undefined)
      if (answer === undefined || !deletes(answer)) return false
      deleted.push(...waiting.splice(0, size))
      return true
    },
  }
}

const oldest =
  (request: (key: string, moment: Moment) => PhoneRequest) =>
  (key: string, [first]: readonly Moment[]) =>
    request(key, first as Moment)

/** Its library deletes a record on these three only, up to version 4. */
export const traccarClient = (riderId: string) =>
  phoneApp(riderId, {
    batch: one,
    request: oldest(traccarRequest),
    deletes: ({ status }) => [200, 201, 204].includes(status),
  })

/** Takes a 4xx for the last word as well. */
export const owntracksIos = (riderId: string) =>
  phoneApp(riderId, {
    batch: one,
    request: oldest(owntracksRequest),
    deletes: ({ status }) => status < 500,
  })

/** Tries the first of its queue until that is answered with 2xx (owntracks/android#936). */
export const owntracksAndroid = (riderId: string) =>
  phoneApp(riderId, { batch: one, request: oldest(owntracksRequest), deletes: is2xx })

/** Deletes a batch on its one word. Sends the newest as well when more than two batches wait. */
export const overland =
  (batchSize: number) =>
  (riderId: string): PhoneApp =>
    phoneApp(riderId, {
      batch: ({ length }) => Math.min(length, batchSize),
      request: (key, waiting) =>
        overlandRequest(
          key,
          waiting.slice(0, batchSize),
          waiting.length > 2 * batchSize ? waiting.at(-1) : undefined,
        ),
      deletes: (answer) => is2xx(answer) && saysOk(answer.body),
    })

function saysOk(body: string): boolean {
  try {
    return JSON.parse(body).result === 'ok'
  } catch {
    return false
  }
}
