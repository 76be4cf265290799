import { type Contestant, enter, type Kind, type LiveWindow } from './contestant.ts'
import { natsProgram } from './nats-program.ts'
import { type LiveResult, liveResults, type Measured } from './result.ts'

const SOCKETS = [1_000, 5_000]
const WINDOWS_A_ROUND = 4
/** Not counted: compilers warm up. */
const WARM_UP_WINDOWS = 2

export interface LiveBenchOptions {
  readonly rounds: number
  readonly env: NodeJS.ProcessEnv
  onProgress(line: string): void
}

/** Doorstep's gateway beside other broadcasters of the same positions, a window each in turn. */
export async function benchLive({ rounds, env, onProgress }: LiveBenchOptions): Promise<LiveResult[]> {
  const program = await natsProgram(env, onProgress)
  const all: Measured[] = []
  for (const sockets of SOCKETS) all.push(...(await contest(sockets, rounds, program, onProgress)))
  return liveResults(all)
}

async function contest(
  sockets: number,
  rounds: number,
  program: string | undefined,
  onProgress: (line: string) => void,
): Promise<Measured[]> {
  const others: Kind[] = program === undefined ? ['socket.io'] : ['socket.io', 'nats-server']
  await using leaving = new AsyncDisposableStack()
  const contestants: Contestant[] = []
  for (const kind of ['bare ws', 'doorstep', ...others] as const) {
    contestants.push(leaving.use(await enter(kind, sockets, program)))
  }
  onProgress(`${sockets} sockets at each of ${contestants.length}`)

  const windows = new Map<Contestant, LiveWindow[]>(contestants.map((one) => [one, []]))
  for (let turn = -WARM_UP_WINDOWS; turn < rounds * WINDOWS_A_ROUND; turn++) {
    // Who is first has the machine as the last has left it: every other turn is the other way round.
    const order = turn % 2 === 0 ? contestants : contestants.toReversed()
    for (const one of order) {
      const window = await one.window()
      if (turn >= 0) windows.get(one)?.push(window)
    }
  }
  return Promise.all(
    contestants.map(async (one) => ({
      kind: one.kind,
      sockets,
      windows: windows.get(one) ?? [],
      residentMb: await one.residentMb(),
    })),
  )
}
