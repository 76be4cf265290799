import { Problem } from '@doorstep/contracts'
import { Type } from 'typebox'
import { riderKeyIn } from '../../routes/rider-credential.ts'
import { admission, challenge, readBodiesAsText, taking, textOf } from '../phone.ts'
import type { Protocol } from '../protocol.ts'
import { TAKEN, UNKNOWN_RIDER } from './answer.ts'
import { decode } from './decode.ts'

const schema = {
  summary: 'For Overland: a batch of GeoJSON features',
  description: "The rider's key is the access token.",
  tags: ['phone apps'],
  security: [{ riderKey: [] }],
  response: { 200: Type.Object({ result: Type.Literal(TAKEN.result) }), '4xx': Problem, 503: Problem },
}

export const overland: Protocol = (scope, options) => {
  readBodiesAsText(scope)
  challenge(scope, 'Bearer')
  const admit = admission(options, UNKNOWN_RIDER)
  const take = taking(options, 'overland')

  scope.post('/overland', { schema }, async (request) => {
    const riderId = admit(riderKeyIn(request))
    await take(riderId, decode(textOf(request.body)))
    return TAKEN
  })
}
