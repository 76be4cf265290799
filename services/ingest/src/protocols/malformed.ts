import type { TLocalizedValidationError } from 'typebox/error'

/** The names in it are the phone's. */
const MAX_PATH_LENGTH = 100

/** What is wrong with the first that is, and where: `body/locations/3/lat must be <= 90`. */
export function faultIn(what: string, [fault]: readonly TLocalizedValidationError[]): string {
  const { keyword, instancePath = '', message = 'is malformed' } = fault ?? {}
  // What forbids other fields is the schema `false`, whose message is about itself.
  const reason = keyword === 'boolean' ? 'is not a field that is known here' : message
  return `${what}${instancePath.slice(0, MAX_PATH_LENGTH)} ${reason}`
}
