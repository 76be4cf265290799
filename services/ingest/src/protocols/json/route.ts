import { IngestAnswer, LocationReport, Problem } from '@doorstep/contracts'
import { newestOf } from '../../next-ping.ts'
import { abovePaceAs } from '../../rider-pace.ts'
import { letGoOfBody } from '../../routes/body-budget.ts'
import { riderCredential, riderOf } from '../../routes/rider-credential.ts'
import { riderPace, tooMany } from '../../routes/rider-pace.ts'
import type { Protocol } from '../protocol.ts'
import { decode } from './decode.ts'
import { reportBodyValidator } from './report-body.ts'

const schema = {
  summary: 'Report where a rider is: one location, or up to 500 in order',
  description:
    'Answered once every in-sync replica has what was accepted. `rejected` names what was refused for good. ' +
    'After 503, or no answer, send the same again: `(rider, recordedAt)` identifies a fix.',
  tags: ['locations'],
  security: [{ riderKey: [] }],
  body: LocationReport,
  response: { 202: IngestAnswer, '4xx': Problem, 503: Problem },
}

/** Our own: the rider's key as Bearer or Basic password, one location or a batch, a result for each. */
export const json: Protocol = (scope, { take, keys, pace, nextPing }) => {
  const onRequest = [riderCredential(scope, keys), riderPace(pace)]

  scope.post(
    '/v1/locations',
    { schema, validatorCompiler: reportBodyValidator, onRequest },
    async (request, reply) => {
      const riderId = riderOf(request)
      const locations = decode(request.body)
      const taking = take({ riderId, locations, source: 'http' })
      const newest = newestOf(locations)
      letGoOfBody(request)
      const taken = await taking.catch(abovePaceAs(tooMany))
      return reply.code(202).send({ ...taken, nextPingMs: nextPing(riderId, newest) })
    },
  )
}
