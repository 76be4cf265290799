import { StackError } from '../errors.ts'

/** What a program's last words mean, where that is known. */
const knownReasons = [
  {
    words: /address (already )?in use/i,
    code: 'PORT_IN_USE',
    reason: 'its port is in use by another program',
  },
  {
    words: /failed to acquire lock|lock file .* already exists/i,
    code: 'DATA_IN_USE',
    reason: 'its data folder is in use by another Doorstep',
  },
] as const

/** Why a program that was to serve does not, from what it wrote. */
export function notStarted(name: string, logFile: string, log: string): StackError {
  const known = knownReasons.find(({ words }) => words.test(log))
  if (known !== undefined)
    return new StackError(known.code, `${name} did not start: ${known.reason} (${logFile}).`)
  const lastWords = log.trim().split('\n').slice(-3).join('\n')
  return new StackError('PART_DID_NOT_START', `${name} did not start (${logFile}):\n${lastWords}`)
}
