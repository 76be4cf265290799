import { Location, LocationBatch } from '@doorstep/contracts'
import { RequestError } from '@doorstep/runtime'
import { Compile } from 'typebox/compile'

/** The names in it are the phone's. */
const MAX_PATH_LENGTH = 100

const one = Compile(Location)
const batch = Compile(LocationBatch)

/**
 * Checks a report as what it means to be, so that the answer names the fault and the index of the location. Asked to
 * check a union, Ajv would tell what is wrong as either, and take longer.
 */
export function reportBodyValidator() {
  return (body: unknown): { value: unknown } | { error: Error } => {
    const validator = isBatch(body) ? batch : one
    return validator.Check(body) ? { value: body } : { error: malformed(validator.Errors(body)) }
  }
}

function isBatch(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'locations' in body
}

function malformed([fault]: ReturnType<typeof batch.Errors>): RequestError {
  const { keyword, instancePath = '', message = 'is malformed' } = fault ?? {}
  // What forbids other fields is the schema `false`, whose message is about itself.
  const reason = keyword === 'boolean' ? 'is not a field that is known here' : message
  return new RequestError(400, 'MALFORMED', `body${instancePath.slice(0, MAX_PATH_LENGTH)} ${reason}`)
}
