import { RequestError } from '@doorstep/runtime'
import type { Reordering } from '../domain/stops.ts'
import type { Refusal } from '../domain/transition.ts'

export function deliveryNotFound(): RequestError {
  return new RequestError(404, 'DELIVERY_NOT_FOUND', 'There is no such delivery.')
}

export function riderNotFound(): RequestError {
  return new RequestError(404, 'RIDER_NOT_FOUND', 'There is no such rider.')
}

/** What the domain refused, as the caller is told. */
export function refusalError(refusal: Refusal): RequestError {
  switch (refusal.reason) {
    case 'illegal-transition':
      return new RequestError(
        409,
        'ILLEGAL_TRANSITION',
        `A delivery that is ${refusal.from} cannot become ${refusal.to} by this call.`,
      )
    case 'not-the-assigned-rider':
      return new RequestError(403, 'NOT_THE_ASSIGNED_RIDER', 'This delivery is not assigned to you.')
    case 'rider-gone':
      return riderNotFound()
    case 'in-the-future':
      return new RequestError(400, 'AT_IN_FUTURE', '`at` is in the future: check the clock.')
    case 'before-the-last-status':
      return new RequestError(400, 'AT_BEFORE_LAST_STATUS', '`at` is before the status that it follows.')
    case 'nothing-to-explain':
      return new RequestError(
        400,
        'REASON_UNEXPECTED',
        'Only what failed or was cancelled has a `reason` or a `note`.',
      )
  }
}

export function reorderingError({ reason }: Extract<Reordering, { ok: false }>['refusal']): RequestError {
  switch (reason) {
    case 'other-stops':
      return new RequestError(
        409,
        'STOPS_CHANGED',
        'These are not the stops that are ahead: read them again.',
      )
    case 'dropoff-before-pickup':
      return new RequestError(400, 'DROPOFF_BEFORE_PICKUP', 'What is handed over has to be picked up before.')
  }
}
