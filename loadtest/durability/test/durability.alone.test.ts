import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../cluster.ts'
import { condensed, type FaultName, faultNames, faults } from '../faults.ts'
import { type Mutant, type Outcome, type ProofOptions, prove } from '../proof.ts'
import { MAX_SILENCE_RATIO, silenceRatio, silencesInWords, table } from '../report.ts'

const FIXES = 100_000
const seed = Date.now()
const home = mkdtempSync(join(tmpdir(), 'doorstep-durability-'))
const outcomes: Outcome[] = []
let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster({ env: process.env })
}, 180_000)
afterAll(async () => {
  process.stdout.write(`seed ${seed}\n${table(outcomes)}\n${outcomes.flatMap(silencesInWords).join('')}\n`)
  await cluster?.stop()
  rmSync(home, { recursive: true, force: true })
}, 60_000)

const proven = (options: Pick<ProofOptions, 'fault' | 'fixes'> & Partial<ProofOptions>) =>
  prove(cluster, { seed, durations: condensed, home, onProgress: () => undefined, ...options })

describe('no fix that was answered with 202 is lost, and none overtakes another of its rider, through', () => {
  it.each(faultNames.map((fault) => [faults[fault].inWords, fault] as const))(
    '%s',
    async (_inWords, fault) => {
      const outcome = await proven({ fault, fixes: FIXES / faultNames.length })
      outcomes.push(outcome)
      expect(outcome).toMatchObject({ lost: 0, inversions: 0 })
      expect(outcome.acknowledged).toBeGreaterThanOrEqual(FIXES / faultNames.length)
    },
    240_000,
  )
})

// In all: after one kill the phones' own second of waiting is as long as what would be too much.
it('after kills phones are silent for little longer than Kafka’s Java producer beside them', () => {
  const kills = outcomes.find(({ fault }) => fault === 'kills')
  expect(kills?.silences.every(({ javaMs }) => javaMs > 1_000)).toBe(true)
  expect(kills && silenceRatio(kills)).toBeLessThanOrEqual(MAX_SILENCE_RATIO)
})

/** What each mutant cannot survive: the sign that the proof sees loss. */
const deadly: readonly (readonly [Mutant, FaultName])[] = [
  ['unverified', 'rolling'],
  ['overlapping', 'cuts'],
]

describe('the proof turns red', () => {
  // Which batch a restart meets is chance: one of nine restarts is enough to see what a mutant loses.
  it.each(deadly)(
    'when the publisher is the mutant %s',
    { retry: 2, timeout: 240_000 },
    async (mutant, fault) => {
      const outcome = await proven({
        ...{ mutant, fault, fixes: 10_000, name: mutant },
        durations: { ...condensed, restarts: 3 },
      })
      process.stdout.write(`${mutant}: lost ${outcome.lost} of ${outcome.acknowledged}\n`)
      expect(outcome.lost).toBeGreaterThan(0)
    },
  )
})
