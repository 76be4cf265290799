import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type IngestAnswer,
  type Location,
  LocationReport,
  type RiderStop,
  type StatusReport,
} from '@doorstep/contracts'
import { Compile } from 'typebox/compile'
import { aService } from './fake-service.ts'

/** Stands in for what a rider's phone talks to, where a test must say how that answers. */
export interface FakeRiderApi {
  readonly url: string
  /** What was taken, each location in the order in which it came, also when it came twice. */
  readonly taken: readonly Location[]
  readonly reports: readonly (StatusReport & { readonly deliveryId: string })[]
  /** How many times locations were sent, taken or not. */
  readonly requests: number
  deliveries: readonly RiderStop[]
  /** Only these open anything. */
  keys: readonly string[]
  nextPingMs: number
  /** While set, nothing is taken, and this many seconds are asked for. */
  awayS: number | undefined
  stop(): Promise<void>
}

const report = Compile(LocationReport)

export async function aFakeRiderApi(): Promise<FakeRiderApi> {
  const taken: Location[] = []
  const reports: (StatusReport & { deliveryId: string })[] = []
  let requests = 0

  const service = await aService(async (request, response) => {
    const body = JSON.parse((await Array.fromAsync(request)).join('') || 'null')
    if (request.url === '/v1/locations') requests += 1
    const refusal = refusalOf(request)
    if (refusal !== undefined) return answer(response, ...refusal)
    if (request.url === '/v1/locations') return answer(response, ...take(body))
    const [, deliveryId = ''] = /^\/v1\/deliveries\/([^/]+)\/status$/.exec(request.url ?? '') ?? []
    if (deliveryId !== '') return answer(response, ...tell(deliveryId, body))
    answer(response, 200, { deliveries: api.deliveries, stops: [] })
  })

  function refusalOf({ headers }: IncomingMessage): [status: number, body: object] | undefined {
    const key = headers.authorization?.replace('Bearer ', '')
    if (key === undefined || !api.keys.includes(key)) return [403, { code: 'RIDER_KEY_WRONG' }]
    return api.awayS === undefined ? undefined : [503, { code: 'UNAVAILABLE' }]
  }

  function take(body: unknown): [status: number, body: object] {
    if (!report.Check(body)) return [400, { code: 'MALFORMED' }]
    const locations = 'locations' in body ? body.locations : [body]
    taken.push(...locations)
    const { nextPingMs } = api
    return [202, { accepted: locations.length, rejected: [], nextPingMs } satisfies IngestAnswer]
  }

  function tell(deliveryId: string, body: StatusReport): [status: number, body: object] {
    const known = api.deliveries.find((delivery) => delivery.deliveryId === deliveryId)
    if (known === undefined) return [404, { code: 'DELIVERY_NOT_FOUND' }]
    reports.push({ deliveryId, ...body })
    const others = api.deliveries.filter((delivery) => delivery !== known)
    api.deliveries = body.status === 'picked-up' ? [{ ...known, status: 'picked-up' }, ...others] : others
    return [200, { ...known, status: body.status }]
  }

  function answer(response: ServerResponse, status: number, body: object): void {
    if (status === 503) response.setHeader('retry-after', String(api.awayS))
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  const api: FakeRiderApi = {
    url: service.url,
    taken,
    reports,
    get requests() {
      return requests
    },
    deliveries: [],
    keys: [],
    nextPingMs: 0,
    awayS: undefined,
    stop: () => service.stop(),
  }
  return api
}
