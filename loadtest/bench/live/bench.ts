import { inThousands, markdownTable, rounded } from '../../table.ts'
import { alternate, median, ratioOf } from '../alternate.ts'
import { type Kind, type LiveRound, measureLive } from './measure.ts'

interface Subject {
  readonly sockets: number
  readonly against: Kind
  /** The share of the other's frames that it has to reach. */
  readonly goal: number
}

const subjects: readonly Subject[] = [
  { sockets: 1_000, against: 'bare ws', goal: 0.9 },
  { sockets: 1_000, against: 'socket.io', goal: 1.4 },
  { sockets: 5_000, against: 'bare ws', goal: 0.9 },
  { sockets: 5_000, against: 'socket.io', goal: 1.4 },
]

export interface LiveResult extends Subject {
  readonly ratio: number
  readonly reached: boolean
  readonly framesPerS: number
  readonly otherFramesPerS: number
  readonly cpuMicrosPerFrame: number
  readonly otherCpuMicrosPerFrame: number
  readonly residentMb: number
  readonly otherResidentMb: number
  readonly kbASocket: number
  readonly otherKbASocket: number
}

export interface LiveBenchOptions {
  readonly rounds: number
  onProgress(line: string): void
}

/** Doorstep's gateway beside other broadcasters of the same positions, in turn. */
export async function benchLive({ rounds, onProgress }: LiveBenchOptions): Promise<LiveResult[]> {
  const results: LiveResult[] = []
  for (const subject of subjects) {
    const { sockets, against, goal } = subject
    const sides = await alternate(
      rounds,
      () => measureLive('doorstep', sockets),
      () => measureLive(against, sockets),
    )
    const ratio = ratioOf(sides)
    const middle = (rounds: readonly LiveRound[], value: (round: LiveRound) => number) =>
      rounded(median(rounds.map(value)), 1)
    results.push({
      ...subject,
      ratio: rounded(ratio, 3),
      reached: ratio >= goal,
      framesPerS: rounded(middle(sides.candidate, ({ rate }) => rate)),
      otherFramesPerS: rounded(middle(sides.limit, ({ rate }) => rate)),
      cpuMicrosPerFrame: middle(sides.candidate, ({ cpuMicrosPerFrame }) => cpuMicrosPerFrame),
      otherCpuMicrosPerFrame: middle(sides.limit, ({ cpuMicrosPerFrame }) => cpuMicrosPerFrame),
      residentMb: middle(sides.candidate, ({ residentMb }) => residentMb),
      otherResidentMb: middle(sides.limit, ({ residentMb }) => residentMb),
      kbASocket: middle(sides.candidate, ({ kbASocket }) => kbASocket),
      otherKbASocket: middle(sides.limit, ({ kbASocket }) => kbASocket),
    })
    onProgress(`${sockets} sockets: ${ratio.toFixed(2)} of ${against}`)
  }
  return results
}

/** For people, as Markdown. */
export function liveTable(results: readonly LiveResult[]): string {
  const rows = results.map((result) => [
    result.sockets.toLocaleString('en'),
    inThousands(result.framesPerS),
    `${inThousands(result.otherFramesPerS)} (${result.against})`,
    `${result.ratio.toFixed(2)} (${result.goal}${result.reached ? '' : ', missed'})`,
    `${result.cpuMicrosPerFrame} / ${result.otherCpuMicrosPerFrame} µs`,
    `${rounded(result.residentMb)} / ${rounded(result.otherResidentMb)} MB`,
    `${rounded(result.kbASocket)} / ${rounded(result.otherKbASocket)} KB`,
  ])
  const head = ['sockets', 'frames/s', 'beside', 'ratio (goal)', 'CPU/frame', 'memory', 'a socket']
  return markdownTable(head, rows)
}
