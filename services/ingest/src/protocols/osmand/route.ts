import { Problem } from '@doorstep/contracts'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { admission, readBodiesAsText, taking, textOf } from '../phone.ts'
import type { Protocol, ProtocolOptions } from '../protocol.ts'
import { traccarReports } from '../traccar/route.ts'
import { TAKEN, UNKNOWN_RIDER } from './answer.ts'
import { decode } from './decode.ts'

const schema = {
  summary: 'For OsmAnd and Traccar Client: one location as query or form, or as JSON',
  description:
    "The rider's key is the device's `id` (`device_id` in JSON). `speed` is in knots, in JSON in metres per second; a " +
    'time without a zone is UTC.',
  tags: ['phone apps'],
  response: { 200: Type.String({ maxLength: 0 }), '4xx': Problem, 503: Problem },
}

/** What OsmAnd and Traccar Client up to 8 send. Newer ones send JSON to the same address. */
export const osmand: Protocol = (scope, options) => {
  readBodiesAsText(scope)
  const takeForm = osmandForms(options)
  const takeReport = traccarReports(options)
  const isJson = ({ headers }: FastifyRequest) => headers['content-type']?.startsWith('application/json')

  scope.get('/osmand', { schema, exposeHeadRoute: false }, async (request) => {
    await takeForm(request)
    return TAKEN
  })
  scope.post('/osmand', { schema }, async (request) => {
    await (isJson(request) ? takeReport(request) : takeForm(request))
    return TAKEN
  })
}

function osmandForms(options: ProtocolOptions) {
  const admit = admission(options, UNKNOWN_RIDER)
  const take = taking(options, 'osmand')

  return async ({ url, body }: Pick<FastifyRequest, 'url' | 'body'>): Promise<void> => {
    const decoded = decode(queryOf(url) ?? textOf(body), Date.now())
    await take(admit(decoded.key), decoded)
  }
}

function queryOf(url: string): string | undefined {
  const [, query] = url.split(/\?(.+)/s)
  return query
}
