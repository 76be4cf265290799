import type {
  DeliveryEvent,
  MerchantDelivery,
  RiderAssignments,
  RiderCredentials,
  Stop,
} from '@doorstep/contracts'
import { deliveryStatuses, endReasons } from '@doorstep/contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type DeliveriesApi, order, startApi } from './api.ts'
import { expected, type Model, type Request } from './model.ts'

/** `MODEL_RUNS=500` for an evening: some 0.3 s each. */
const RUNS = Number(process.env.MODEL_RUNS ?? 20)
const RIDERS = 2

let api: DeliveriesApi
beforeAll(async () => {
  api = await startApi(inject('databaseUrl'))
})
afterAll(() => api.stop())

/** A request before it is known what is there to ask about: deliveries and riders by number. */
type Idea = (known: Known) => Request | undefined

interface Known {
  readonly deliveryIds: readonly string[]
  readonly riders: readonly RiderCredentials[]
  /** As they were before anything of the same moment. */
  readonly stopsOf: (riderId: string) => readonly Stop[]
}

interface Service {
  readonly riders: readonly RiderCredentials[]
  readonly statistics: Map<string, number>
}

/** All that may be so, since of what happened at one moment nobody knows the order. */
interface Possible {
  models: readonly Model[]
}

const number = fc.nat({ max: 4 })
const riderNumber = fc.nat({ max: RIDERS - 1 })
const by = fc.option(riderNumber, { nil: undefined })
const status = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('picked-up' as const, 'delivered' as const, 'created' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...deliveryStatuses) },
)

const at = <Item>(list: readonly Item[], index: number) => list[index % Math.max(1, list.length)]

const ideas: fc.Arbitrary<Idea> = fc.oneof(
  fc.constant<Idea>(() => ({ call: 'create' })),
  fc.tuple(fc.constantFrom('assign' as const, 'reassign' as const), number, riderNumber).map(
    ([call, delivery, rider]): Idea =>
      ({ deliveryIds, riders }) => {
        const [deliveryId, riderId] = [at(deliveryIds, delivery), riders[rider]?.riderId]
        return deliveryId && riderId ? { call, deliveryId, riderId } : undefined
      },
  ),
  fc.tuple(number, status, by, fc.option(fc.constantFrom(...endReasons), { nil: undefined, freq: 3 })).map(
    ([delivery, status, by, reason]): Idea =>
      ({ deliveryIds, riders }) => {
        const deliveryId = at(deliveryIds, delivery)
        const rider = by === undefined ? undefined : riders[by]?.riderId
        return deliveryId ? { call: 'status', deliveryId, status, by: rider, reason } : undefined
      },
  ),
  fc.tuple(riderNumber, by, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), fc.nat({ max: 3 })).map(
    ([rider, by, ranks, known]): Idea =>
      ({ riders, stopsOf }) => {
        const riderId = riders[rider]?.riderId ?? ''
        const ranked = stopsOf(riderId).map((stop, i) => ({ stop, rank: at(ranks, i) ?? 0 }))
        const stops = ranked.toSorted((a, b) => a.rank - b.rank).map(({ stop }) => stop)
        // One in four has not heard of the last stop.
        if (known === 0) stops.pop()
        return { call: 'reorder', riderId, stops, by: by === undefined ? undefined : riders[by]?.riderId }
      },
  ),
)

/** Requests of one moment. */
class Moment implements fc.AsyncCommand<Possible, Service> {
  readonly ideas: readonly Idea[]
  requests: readonly Request[] = []

  constructor(ideas: readonly Idea[]) {
    this.ideas = ideas
  }

  check = () => true

  async run(possible: Possible, service: Service): Promise<void> {
    const [some] = possible.models
    if (some === undefined) throw new Error('Nothing is possible any more')
    const known: Known = {
      deliveryIds: Object.keys(some.deliveries),
      riders: service.riders,
      stopsOf: (riderId) => some.stops[riderId] ?? [],
    }
    this.requests = this.ideas.flatMap((idea) => idea(known) ?? [])
    const answers = await Promise.all(this.requests.map((request) => ask(request, service)))
    for (const { answer } of answers)
      service.statistics.set(answer, (service.statistics.get(answer) ?? 0) + 1)
    const stops = await Promise.all(service.riders.map(({ riderId }) => stopsOf(riderId)))
    const seen = JSON.stringify(stops)

    const explained = possible.models.flatMap((model) => explanations(model, this.requests, answers))
    possible.models = distinct(explained).filter(
      (model) => JSON.stringify(service.riders.map(({ riderId }) => model.stops[riderId])) === seen,
    )
    expect(
      possible.models.length,
      `no order explains ${JSON.stringify(answers)} and ${seen}`,
    ).toBeGreaterThan(0)
  }

  toString = () => `at once: ${JSON.stringify(this.requests)}`
}

interface Answer {
  readonly answer: string
  readonly createdId: string
}

/** What may be so after the requests, one after the other in some order, if that gives the answers that were given. */
function explanations(model: Model, requests: readonly Request[], answers: readonly Answer[]): Model[] {
  if (requests.length === 0) return [model]
  return requests.flatMap((request, i) => {
    const { answer, createdId } = answers[i] as Answer
    const next = expected(model, request, createdId)
    if (next.answer !== answer) return []
    return explanations(next.model, requests.toSpliced(i, 1), answers.toSpliced(i, 1))
  })
}

function distinct(models: readonly Model[]): Model[] {
  const sorted = (model: Model) =>
    JSON.stringify([Object.entries(model.deliveries).toSorted(([a], [b]) => (a < b ? -1 : 1)), model.stops])
  return [...new Map(models.map((model) => [sorted(model), model])).values()]
}

async function ask(request: Request, { riders }: Service): Promise<Answer> {
  const { status, body } = await sent(
    request,
    (riderId) => riders.find((rider) => rider.riderId === riderId)?.riderKey,
  )
  return { answer: status < 300 ? `${status}` : `${status} ${body.code}`, createdId: body.deliveryId ?? '' }
}

function sent(request: Request, keyOf: (riderId: string) => string | undefined) {
  switch (request.call) {
    case 'create':
      return api.post('/v1/deliveries', order)
    case 'assign':
    case 'reassign':
      return api.post(`/v1/deliveries/${request.deliveryId}/${request.call}`, { riderId: request.riderId })
    case 'status': {
      const { deliveryId, status, reason, by } = request
      return api.post(`/v1/deliveries/${deliveryId}/status`, { status, ...(reason && { reason }) }, keyed(by))
    }
    case 'reorder': {
      const { riderId, stops, by } = request
      return api.put(`/v1/riders/${riderId}/stops`, { stops }, keyed(by))
    }
  }

  function keyed(by: string | undefined) {
    const key = by === undefined ? undefined : keyOf(by)
    return key === undefined ? {} : { key }
  }
}

async function stopsOf(riderId: string): Promise<Stop[]> {
  const { body } = await api.get(`/v1/riders/${riderId}/stops`)
  return body.stops.map(({ deliveryId, kind }: Stop) => ({ deliveryId, kind }))
}

async function outboxOf<Event>(topic: string, key: string): Promise<Event[]> {
  const rows = await api.sql`select event from outbox where topic = ${topic} and key = ${key} order by id`
  return rows.map(({ event }) => event)
}

/** What was told is what is so, and what the model says. */
async function checkOutcome({ models }: Possible, { riders }: Service): Promise<void> {
  const deliveryIds = Object.keys(models[0]?.deliveries ?? {})
  const events = await Promise.all(deliveryIds.map((id) => outboxOf<DeliveryEvent>('delivery-events', id)))
  const histories = events.map((told) => told.map(({ type }) => type))
  const model = models.find((one) =>
    deliveryIds.every((id, i) => one.deliveries[id]?.history.join() === histories[i]?.join()),
  )
  expect(model, `no model tells ${JSON.stringify(histories)}`).toBeDefined()

  for (const [i, deliveryId] of deliveryIds.entries()) {
    const told = events[i] ?? []
    expect(told.map(({ version }) => version)).toEqual(told.map((_, index) => index + 1))
    const { trackingToken, trackingUrl, etaAt, ...delivery }: MerchantDelivery = (
      await api.get(`/v1/deliveries/${deliveryId}`)
    ).body
    expect(told.at(-1)?.delivery).toEqual(delivery)
    const { status, riderId, endReason: reason } = delivery
    expect({ status, riderId, reason }).toEqual(
      (({ status, riderId, reason }) => ({ status, riderId, reason }))(
        model?.deliveries[deliveryId] as Model['deliveries'][string],
      ),
    )
  }
  for (const { riderId } of riders) {
    const records = await outboxOf<RiderAssignments>('rider-assignments', riderId)
    const times = records.map(({ updatedAt }) => updatedAt)
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
    const { deliveries = [], stops = [] } = records.at(-1) ?? {}
    expect(stops.map(({ deliveryId, kind }) => ({ deliveryId, kind }))).toEqual(model?.stops[riderId])
    const next = [...new Set(stops.map(({ deliveryId }) => deliveryId))]
    expect(deliveries.map(({ deliveryId }) => deliveryId)).toEqual(next)
  }
}

it('answers and tells as the model does, whatever is asked, by whom, and how much at once', async () => {
  const statistics = new Map<string, number>()
  const moments = fc
    .array(ideas, { minLength: 1, maxLength: 3 })
    .map((some): fc.AsyncCommand<Possible, Service> => new Moment(some))
  const histories = fc.commands([moments], { maxCommands: 40, size: 'max' })

  await fc.assert(
    fc.asyncProperty(histories, async (commands) => {
      const riders = await Promise.all(Array.from({ length: RIDERS }, () => api.aRider()))
      const stops = Object.fromEntries(riders.map(({ riderId }) => [riderId, []]))
      const possible: Possible = { models: [{ deliveries: {}, stops }] }
      const service: Service = { riders, statistics }
      await fc.asyncModelRun(() => ({ model: possible, real: service }), commands)
      await checkOutcome(possible, service)
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  // Runs that met none of these would have proven little.
  for (const answer of ['200', '201', '409 ILLEGAL_TRANSITION', '403 NOT_THE_ASSIGNED_RIDER'])
    expect(statistics.get(answer) ?? 0, answer).toBeGreaterThan(0)
}, 600_000)
