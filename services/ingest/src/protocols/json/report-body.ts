import { Location, LocationBatch } from '@doorstep/contracts'
import { RequestError } from '@doorstep/runtime'
import { Compile } from 'typebox/compile'
import { faultIn } from '../malformed.ts'

const one = Compile(Location)
const batch = Compile(LocationBatch)

/**
 * Checks a report as what it means to be, so that the answer names the fault and the index of the location. Asked to
 * check a union, Ajv would tell what is wrong as either, and take longer.
 */
export function reportBodyValidator() {
  return (body: unknown): { value: unknown } | { error: Error } => {
    const validator = isBatch(body) ? batch : one
    if (validator.Check(body)) return { value: body }
    return { error: new RequestError(400, 'MALFORMED', faultIn('body', validator.Errors(body))) }
  }
}

function isBatch(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'locations' in body
}
