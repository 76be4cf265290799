import { parseArgs } from 'node:util'

export const usage = `npm start [-- options]

  --riders N     riders the simulator sends through the city (default 20; 0: no simulator)
  --brokers N    1 or 3 Kafka brokers (default 1)
  --gpx FILE     one rider rides this recorded track, at its own pace, as of now
  --seed N       makes the same city day again (default 1)
  --stack MODE   where Kafka, Postgres and Redis come from: env, docker or native
                 (default: the environment if it names them, else Docker if it answers, else native)
  --fresh        throws away what the last run kept
  --check        starts all, follows one fix to a socket, a row and a notification, and stops
  --help         this text
`

export interface Options {
  readonly riders: number
  readonly brokers: 1 | 3
  readonly gpx?: string
  readonly seed: number
  readonly stack?: 'env' | 'docker' | 'native'
  readonly fresh: boolean
  readonly check: boolean
  readonly help: boolean
}

export type Parsed =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly reason: string }

const MAX_RIDERS = 1_000

/** What the command line asks for, or one sentence about what is wrong with it. */
export function parseOptions(args: readonly string[]): Parsed {
  const given = readArguments(args)
  if (typeof given === 'string') return { ok: false, reason: given }

  const riders = wholeNumber(given.riders ?? '20', 0, MAX_RIDERS)
  if (riders === undefined) return wrong('--riders', `a whole number from 0 to ${MAX_RIDERS}`, given.riders)
  const seed = wholeNumber(given.seed ?? '1', 0, 2 ** 32 - 1)
  if (seed === undefined) return wrong('--seed', `a whole number from 0 to ${2 ** 32 - 1}`, given.seed)
  const brokers = given.brokers ?? '1'
  if (brokers !== '1' && brokers !== '3') return wrong('--brokers', '1 or 3', brokers)
  const { stack } = given
  if (stack !== undefined && stack !== 'env' && stack !== 'docker' && stack !== 'native')
    return wrong('--stack', 'env, docker or native', stack)

  return {
    ok: true,
    options: {
      riders,
      seed,
      brokers: brokers === '3' ? 3 : 1,
      ...(stack && { stack }),
      ...(given.gpx && { gpx: given.gpx }),
      fresh: given.fresh ?? false,
      check: given.check ?? false,
      help: given.help ?? false,
    },
  }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        riders: { type: 'string' },
        brokers: { type: 'string' },
        gpx: { type: 'string' },
        seed: { type: 'string' },
        stack: { type: 'string' },
        fresh: { type: 'boolean' },
        check: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    return error instanceof Error ? error.message.split(/[.]?(?:\n| (?=[A-Z]))/, 1).join('') : String(error)
  }
}

function wholeNumber(text: string, min: number, max: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : undefined
}

function wrong(option: string, expected: string, given: string | undefined): Parsed {
  return { ok: false, reason: `${option} takes ${expected}, not '${given}'` }
}
