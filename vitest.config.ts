import { defineConfig } from 'vitest/config'

/** kafkajs, cosmetic. */
const execArgv = ['--disable-warning=TimeoutNegativeWarning']

/** Three tiers, fastest first: pure rules; one package against real servers; the whole system in a browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{packages,services}/*/src/**/*.test.ts',
            'services/web/pages/**/*.test.ts',
            '{demo,experiments,k8s,loadtest,test}/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/*.{integration,e2e}.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{packages,services}/*/test/**/*.integration.test.ts'],
          globalSetup: ['test/stack.global.ts'],
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
