import { expect, it } from 'vitest'
import { inWords, sum, type Tally, tallyOf, type VitestReport } from './tally.ts'

const aReport = (fields: Partial<VitestReport> = {}): VitestReport => ({
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...fields,
})

const fileThatDoesNotLoad = { status: 'failed', assertionResults: [] }
const fileWithAFailedTest = { status: 'failed', assertionResults: [{ status: 'failed' }] }

it.each<[string, VitestReport | undefined, number | null, Tally]>([
  ['counts tests', aReport(), 0, { passed: 2, failed: 0, skipped: 0 }],
  [
    'counts a failed test once',
    aReport({ numFailedTests: 1, testResults: [fileWithAFailedTest] }),
    1,
    { passed: 2, failed: 1, skipped: 0 },
  ],
  [
    'counts a file that does not load as failed',
    aReport({ testResults: [fileThatDoesNotLoad] }),
    1,
    { passed: 2, failed: 1, skipped: 0 },
  ],
  ['counts an error outside all tests as failed', aReport(), 1, { passed: 2, failed: 1, skipped: 0 }],
  ['counts a run killed by a signal as failed', aReport(), null, { passed: 2, failed: 1, skipped: 0 }],
  [
    'counts a run in which nothing ran as failed',
    aReport({ numPassedTests: 0 }),
    0,
    { passed: 0, failed: 1, skipped: 0 },
  ],
  ['counts a run without a report as failed', undefined, 0, { passed: 0, failed: 1, skipped: 0 }],
  [
    'counts what was left out as skipped',
    aReport({ numPendingTests: 1, numTodoTests: 1 }),
    0,
    { passed: 2, failed: 0, skipped: 2 },
  ],
])('%s', (_rule, report, exitCode, tally) => {
  expect(tallyOf(report, exitCode)).toEqual(tally)
})

it('says how many were skipped only when some were', () => {
  expect(inWords({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(inWords({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

it('adds tallies up', () => {
  const tallies = [
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 4, failed: 3, skipped: 0 },
  ]
  expect(sum(tallies)).toEqual({ passed: 5, failed: 3, skipped: 2 })
})
