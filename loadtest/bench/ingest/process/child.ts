import { fileURLToPath } from 'node:url'
import { freePorts } from '@doorstep/demo'
import { type ServiceChild, startServiceChild } from '../../service-child.ts'

/** One ingest, in a process of its own. */
export type IngestChild = ServiceChild

export async function startIngest(
  kind: 'with-kafka' | 'without-kafka',
  env: Readonly<Record<string, string>>,
  execArgv: readonly string[] = [],
): Promise<IngestChild> {
  const { ingest: port } = await freePorts()
  const file = fileURLToPath(new URL('main.ts', import.meta.url))
  return startServiceChild({ file, args: [kind], port, env, execArgv })
}
