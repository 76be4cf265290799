import { inThousands, markdownTable, rounded } from '../../table.ts'
import { median, quantile } from '../alternate.ts'
import type { Kind, LiveWindow } from './contestant.ts'

export type Other = Exclude<Kind, 'doorstep'>

/** The share of the other's frames that Doorstep has to reach. */
export const goals: Readonly<Record<Other, number>> = { 'bare ws': 0.9, 'socket.io': 1.4, 'nats-server': 1 }

/** What was measured of one broadcaster with so many sockets. */
export interface Measured {
  readonly kind: Kind
  readonly sockets: number
  readonly windows: readonly LiveWindow[]
  readonly residentMb: number
}

export interface SideResult {
  readonly framesPerS: number
  readonly cpuMicrosPerFrame: number
  readonly residentMb: number
  /** What one more socket costs, by what the process grows from few sockets to many. */
  readonly kbASocket?: number
  readonly viewersCores: number
  readonly leftOut: number
}

export interface LiveResult {
  readonly name: string
  readonly sockets: number
  readonly against: Other
  readonly goal: number
  /** Of frames a second: the median of the windows' own ratios, between which half of them lie, and how many there are. */
  readonly ratio: number
  readonly middleHalf: readonly [low: number, high: number]
  readonly windows: number
  readonly reached: boolean
  readonly doorstep: SideResult
  readonly other: SideResult
}

/** Each other broadcaster beside Doorstep with as many sockets. */
export function liveResults(all: readonly Measured[]): LiveResult[] {
  return all.flatMap((other) => {
    const { kind, sockets } = other
    const ours = all.find((one) => one.kind === 'doorstep' && one.sockets === sockets)
    if (kind === 'doorstep' || ours === undefined) return []
    const ratios = ours.windows.map(({ rate }, n) => rate / (other.windows[n]?.rate ?? Number.NaN))
    const ratio = median(ratios)
    return {
      name: `${sockets} sockets, ${kind}`,
      sockets,
      against: kind,
      goal: goals[kind],
      ratio: rounded(ratio, 3),
      middleHalf: [rounded(quantile(ratios, 0.25), 3), rounded(quantile(ratios, 0.75), 3)] as const,
      windows: ratios.length,
      reached: ratio >= goals[kind],
      doorstep: sideResult(ours, all),
      other: sideResult(other, all),
    }
  })
}

function sideResult(measured: Measured, all: readonly Measured[]): SideResult {
  const { windows, residentMb } = measured
  const middle = (value: (window: LiveWindow) => number) => median(windows.map(value))
  const kbASocket = growthBySocket(all.filter(({ kind }) => kind === measured.kind))
  return {
    framesPerS: rounded(middle(({ rate }) => rate)),
    cpuMicrosPerFrame: rounded(
      middle(({ cpuMicrosPerFrame }) => cpuMicrosPerFrame),
      1,
    ),
    residentMb: rounded(residentMb),
    ...(kbASocket !== undefined && { kbASocket: rounded(kbASocket, 1) }),
    viewersCores: rounded(
      middle(({ viewersCores }) => viewersCores),
      2,
    ),
    leftOut: rounded(
      middle(({ leftOut }) => leftOut),
      4,
    ),
  }
}

/** Code, rooms and trails are as large with many sockets as with few. */
function growthBySocket(sizes: readonly Measured[]): number | undefined {
  const [few, many] = sizes.toSorted((a, b) => a.sockets - b.sockets)
  if (few === undefined || many === undefined) return undefined
  return ((many.residentMb - few.residentMb) * 1024) / (many.sockets - few.sockets)
}

/** For people, as Markdown. */
export function liveTable(results: readonly LiveResult[]): string {
  const rows = results.map(({ sockets, against, ratio, middleHalf, goal, reached, doorstep, other }) => [
    sockets.toLocaleString('en'),
    against,
    `${inThousands(doorstep.framesPerS)} / ${inThousands(other.framesPerS)}`,
    `${ratio.toFixed(2)} (${goal}${reached ? '' : ', missed'})`,
    middleHalf.map((share) => share.toFixed(2)).join(' to '),
    `${doorstep.cpuMicrosPerFrame} / ${other.cpuMicrosPerFrame} µs`,
    `${doorstep.residentMb} / ${other.residentMb} MB`,
    `${doorstep.kbASocket ?? '–'} / ${other.kbASocket ?? '–'} KB`,
    `${doorstep.viewersCores} / ${other.viewersCores}`,
    `${percent(doorstep.leftOut)} / ${percent(other.leftOut)}`,
  ])
  const head = [
    ...[
      'sockets',
      'Doorstep beside',
      'frames/s',
      'ratio (goal)',
      'half of the windows',
      'CPU/frame',
      'memory',
    ],
    ...['a socket more', "viewers' cores", 'left out'],
  ]
  return markdownTable(head, rows)
}

function percent(share: number): string {
  return `${rounded(share * 100, 1)} %`
}
