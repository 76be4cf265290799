import { expect, it } from 'vitest'
import type { LiveWindow } from './contestant.ts'
import { liveResults, type Measured } from './result.ts'

function measured(
  kind: Measured['kind'],
  sockets: number,
  rates: readonly number[],
  residentMb = 100,
): Measured {
  const window: LiveWindow = { rate: 0, cpuMicrosPerFrame: 10, viewersCores: 0.5, leftOut: 0 }
  return { kind, sockets, residentMb, windows: rates.map((rate) => ({ ...window, rate })) }
}

it('compares each window with its neighbour, not one median with another', () => {
  const [result] = liveResults([
    measured('bare ws', 1_000, [100, 10, 100]),
    measured('doorstep', 1_000, [80, 10, 90]),
  ])
  expect(result).toMatchObject({ against: 'bare ws', ratio: 0.9, middleHalf: [0.8, 1], reached: true })
})

it.each([
  ['socket.io', 139, false],
  ['socket.io', 140, true],
  ['nats-server', 99, false],
  ['nats-server', 100, true],
] as const)('beside %s, 100 of its frames and %d of ours: reached %s', (kind, ours, reached) => {
  const [result] = liveResults([measured(kind, 1_000, [100]), measured('doorstep', 1_000, [ours])])
  expect(result?.reached).toBe(reached)
})

it('tells what one more socket costs by how the process grows', () => {
  const [few] = liveResults([
    measured('bare ws', 1_000, [1], 60),
    measured('doorstep', 1_000, [1], 100),
    measured('bare ws', 3_000, [1], 80),
    measured('doorstep', 3_000, [1], 140),
  ])
  expect(few?.other.kbASocket).toBeCloseTo(10.24, 1)
  expect(few?.doorstep.kbASocket).toBeCloseTo(20.48, 1)
})
