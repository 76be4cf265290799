import { loadCity } from '@doorstep/city'
import { composeServices, createMetrics, httpServer, type Logger, type Service } from '@doorstep/runtime'
import { buildApp } from './app.ts'
import { systemClock } from './clock.ts'
import type { SimulatorConfig } from './config.ts'
import { createRandom } from './domain/random.ts'
import { createFleet } from './fleet.ts'
import { createHttpApi } from './http-api.ts'
import { createMerchant } from './merchant.ts'
import { readRecording } from './recording-file.ts'
import { createTally } from './tally.ts'

/** The composition root. Starts whether or not the API is there yet: the riders wait for it. */
export async function createSimulator(config: SimulatorConfig, log: Logger): Promise<Service> {
  const metrics = createMetrics('simulator')
  const api = createHttpApi(config.API_URL, log)
  const world = {
    streets: loadCity(),
    stackedShare: config.STACKED_SHARE,
    merchant: createMerchant(api, config.DOORSTEP_API_KEY),
    api,
    clock: systemClock,
    tally: createTally(metrics),
    log,
  }
  const fleet = createFleet({
    world,
    riders: config.RIDERS,
    random: createRandom(config.SEED),
    ...(config.GPX_FILE !== undefined && { recording: await readRecording(config.GPX_FILE) }),
  })
  const app = await buildApp({ log, metrics, readiness: [api, fleet] })
  return composeServices('simulator', [api, httpServer(app, { host: config.HOST, port: config.PORT }), fleet])
}
