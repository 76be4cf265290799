import { IngestAnswer, type Location, LocationReport, Problem } from '@doorstep/contracts'
import type { App } from '@doorstep/runtime'
import type { TakeLocations } from '../handler.ts'
import { reportBodyValidator } from './report-body.ts'
import { type RiderKeys, riderCredential, riderOf } from './rider-credential.ts'
import { riderPace } from './rider-pace.ts'

export interface LocationRoutesOptions {
  readonly take: TakeLocations
  readonly keys: RiderKeys
  readonly rememberedRiders: number
  readonly nextPingMs: number
}

const postLocations = {
  summary: 'Report where a rider is: one location, or up to 500 in order',
  description:
    'Answered once every in-sync replica has what was accepted. `rejected` names what was refused for good. ' +
    'After 503, or no answer, send the same again: `(rider, recordedAt)` identifies a fix.',
  tags: ['locations'],
  security: [{ riderKey: [] }],
  body: LocationReport,
  response: { 202: IngestAnswer, '4xx': Problem, 503: Problem },
}

export function locationRoutes(app: App, options: LocationRoutesOptions): void {
  const { take, keys, rememberedRiders, nextPingMs } = options
  const onRequest = [riderCredential(app, keys), riderPace(rememberedRiders)]

  app.post(
    '/v1/locations',
    { schema: postLocations, validatorCompiler: reportBodyValidator, onRequest },
    async (request, reply) => {
      const taken = await take({
        riderId: riderOf(request),
        locations: locationsOf(request.body),
        source: 'http',
      })
      return reply.code(202).send({ ...taken, nextPingMs })
    },
  )
}

function locationsOf(report: LocationReport): readonly Location[] {
  return 'locations' in report ? report.locations : [report]
}
