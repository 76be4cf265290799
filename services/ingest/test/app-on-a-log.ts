import { type LocationFix, type LocationReject, readRiderKey } from '@doorstep/contracts'
import { createMetrics } from '@doorstep/runtime'
import { silentLog } from '@doorstep/testing'
import { type AppOptions, buildApp } from '../src/app.ts'
import type { Duty } from '../src/domain/duty.ts'
import type { Motion } from '../src/domain/motion.ts'
import { type LocationLog, takeLocations } from '../src/handler.ts'
import { metered } from '../src/metered.ts'
import type { RiderPace } from '../src/protocols/protocol.ts'
import { recentlyUsed } from '../src/recently-used.ts'
import { paced, rememberedPace } from '../src/rider-pace.ts'
import type { RiderKeys } from '../src/routes/rider-credential.ts'
import { SECRET } from './rider-key.ts'

const RIDERS = 1_000

export interface World {
  /** What becomes of an append: resolves when it is acknowledged. By default it is written at once. */
  readonly append?: (write: () => void) => Promise<void>
  readonly duty?: Duty
  /** Of requests; any number of locations is within it. By default the real one. */
  readonly pace?: RiderPace
  readonly keys?: Partial<RiderKeys>
  readonly now?: () => number
  readonly server?: AppOptions['server']
}

/** Ingest with all its protocols, on a log in memory. */
export async function appOnALog(world: World = {}) {
  const { append = async (write) => write(), duty, now = Date.now } = world
  const fixes: LocationFix[] = []
  const rejects: LocationReject[] = []
  const log: LocationLog = {
    append: (more, refused) =>
      append(() => {
        fixes.push(...more)
        rejects.push(...refused)
      }),
  }
  const metrics = createMetrics('test')
  const take = takeLocations({
    log,
    roster: { dutyOf: () => duty },
    motions: recentlyUsed<Motion>(RIDERS),
    now,
  })
  const pace = world.pace ? { covers: () => true, ...world.pace } : rememberedPace(RIDERS)
  const app = await buildApp({
    log: silentLog,
    metrics,
    readiness: [],
    take: metered(paced(take, pace), metrics),
    keys: { riderOf: (key) => readRiderKey(key, [SECRET])?.riderId, onRevoked() {}, ...world.keys },
    pace,
    nextPing: () => 1_000,
    ...(world.server && { server: world.server }),
  })
  return { app, metrics, fixes, rejects }
}
