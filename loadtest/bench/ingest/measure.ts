import type { Round } from '../alternate.ts'
import type { Generator } from './load/generator.ts'
import { fixesOf, type LoadName } from './load/loads.ts'
import type { IngestChild } from './process/child.ts'

const WARM_UP_S = 1
const MEASURED_S = 3

/** What one round of one load on one ingest was like. `rate` counts fixes, not messages. */
export interface IngestRound extends Round {
  readonly p50Ms: number
  readonly p99Ms: number
  /** Of the ingest process, by its own count. */
  readonly cpuMicrosPerFix: number
  readonly residentMb: number
  /** How many of the machine's cores the load generator had. */
  readonly generatorCores: number
}

export interface IngestLoad {
  readonly load: LoadName
  readonly secret: string
  readonly generator: Generator
}

/** A round of it against this ingest: as much as it takes, or as many fixes a second as given. */
export async function measureIngest(
  { load, secret, generator }: IngestLoad,
  ingest: IngestChild,
  fixesPerS?: number,
): Promise<IngestRound> {
  const fixes = fixesOf[load]
  const ratePerS = fixesPerS === undefined ? undefined : fixesPerS / fixes
  const order = { load, secret, port: ingest.port, ratePerS }
  await generator.run({ ...order, seconds: WARM_UP_S })
  const before = await ingest.usage()
  const report = await generator.run({ ...order, seconds: MEASURED_S })
  const after = await ingest.usage()
  return {
    rate: report.perS * fixes,
    p50Ms: report.p50Ms,
    p99Ms: report.p99Ms,
    cpuMicrosPerFix: ((after.cpuS - before.cpuS) * 1e6) / (report.taken * fixes),
    residentMb: after.residentMb,
    generatorCores: report.cpuS / MEASURED_S,
  }
}
