import { RequestError } from '@doorstep/runtime'
import type { Admission } from '../gateway/admission.ts'

type Refusal = Extract<Admission, { ok: false }>

export function linkProblem({ reason }: Refusal): RequestError {
  return reason === 'invalid'
    ? new RequestError(404, 'TRACKING_TOKEN_INVALID', 'No such tracking link.')
    : new RequestError(410, 'TRACKING_TOKEN_ENDED', 'This delivery is over, and its tracking link with it.')
}

export const tooManyConnections = () =>
  new RequestError(503, 'TOO_MANY_CONNECTIONS', 'Too many connections; try again in a moment.')
