import { Problem } from '@doorstep/contracts'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { riderKeyIn } from '../../routes/rider-credential.ts'
import { admission, challenge, readBodiesAsText, taking, textOf } from '../phone.ts'
import type { Protocol } from '../protocol.ts'
import { TAKEN, UNKNOWN_RIDER } from './answer.ts'
import { decode } from './decode.ts'
import { boxOpener, passphraseOf } from './secret-box.ts'

const schema = {
  summary: 'For OwnTracks in HTTP mode',
  description:
    "The rider's key is the password (HTTP Basic), or the device's id (`X-Limit-D`). What is no location is answered " +
    'alike and not kept. Encrypted payloads are opened with the last 22 characters of the key.',
  tags: ['phone apps'],
  response: { 200: Type.Array(Type.Unknown()), '4xx': Problem, 503: Problem },
}

export const owntracks: Protocol = (scope, options) => {
  readBodiesAsText(scope)
  challenge(scope, 'Basic')
  const admit = admission(options, UNKNOWN_RIDER)
  const take = taking(options, 'owntracks')

  scope.post('/owntracks', { schema }, async (request) => {
    const key = keyIn(request) ?? ''
    const riderId = admit(key)
    await take(riderId, decode(textOf(request.body), boxOpener(passphraseOf(key))))
    return TAKEN
  })
}

/** Where the app is told no password, its device id may be the key; iOS says `device` if it is told none. */
function keyIn(request: FastifyRequest): string | undefined {
  const device = request.headers['x-limit-d']
  return riderKeyIn(request) ?? (typeof device === 'string' ? device : deviceInQuery(request.url))
}

function deviceInQuery(url: string): string | undefined {
  return new URLSearchParams(url.split('?')[1]).get('d') ?? undefined
}
