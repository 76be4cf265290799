import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

/** kafkajs, cosmetic. */
const execArgv = ['--disable-warning=TimeoutNegativeWarning']

/**
 * Fastest first: pure rules; one package against real servers; what has the machine to itself, since it kills servers
 * of its own or measures; the whole system in a browser.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{packages,services}/*/src/**/*.test.ts',
            'services/web/pages/**/*.test.ts',
            '{demo,experiments,k8s,loadtest,test}/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/*.{integration,alone,e2e}.test.ts'],
          // They leave nothing behind: what they import is loaded once for all of them.
          isolate: false,
          // Only what fails waits for so long: a machine may run much else.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: [
            '{packages,services}/*/test/**/*.integration.test.ts',
            '{examples,loadtest}/*/test/*.integration.test.ts',
          ],
          globalSetup: ['test/stack.global.ts'],
          execArgv,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // They mostly wait, each on topics and a database of its own: measured on two cores.
          maxWorkers: 4,
        },
      },
      {
        test: {
          name: 'alone',
          include: ['{packages,services,loadtest}/**/*.alone.test.ts'],
          execArgv,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/*.e2e.test.ts'],
          execArgv,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
