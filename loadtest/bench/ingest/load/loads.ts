import { aLocation, type BenchRider, riders, template } from '../riders.ts'
import type { Connection } from './drive.ts'
import { httpConnection, httpRequest } from './http.ts'
import { streamConnection, textFrame } from './stream.ts'

/** What phones do. `fixesOf` is how many fixes one message of it has. */
export const fixesOf = { single: 1, batch: 100, stream: 1, 'stream-batch': 100 } as const
export type LoadName = keyof typeof fixesOf

/**
 * Each waits for its answer, so they bound what is under way: a batch on its way through Kafka, and one that forms
 * meanwhile, also where the broker waits some 10 ms for a core. More only wait, and are work for the garbage collector.
 */
const HTTP_CONNECTIONS = { single: 1_024, batch: 128 }
/** So many that none comes near its own limit of 20 messages a second. */
const RIDERS = 4_000
const BATCH_RIDERS = 2_000
/** A phone each, and all their frames must fit into ingest's queue of 50,000 fixes. */
const BATCH_STREAMS = 400

const ridersOf = { single: RIDERS, batch: BATCH_RIDERS, stream: RIDERS, 'stream-batch': BATCH_STREAMS }

/** Opens the connections of one kind of load to one ingest. */
export function openLoad(load: LoadName, port: number, secret: string): Promise<Connection[]> {
  const fixes = fixesOf[load]
  const everyone = riders(ridersOf[load], secret)
  return load.startsWith('stream') ? openStreams(everyone, port, fixes) : openHttp(everyone, port, fixes)
}

function openHttp(everyone: readonly BenchRider[], port: number, fixes: number): Promise<Connection[]> {
  const connections = fixes === 1 ? HTTP_CONNECTIONS.single : HTTP_CONNECTIONS.batch
  const phones = everyone.map(({ key }, n) => template(httpRequest('/v1/locations', key, reportOf(n, fixes))))
  const shares = Object.values(Object.groupBy(phones, (_, n) => n % connections))
  return Promise.all(shares.map((share = []) => httpConnection(port, share)))
}

async function openStreams(
  everyone: readonly BenchRider[],
  port: number,
  fixes: number,
): Promise<Connection[]> {
  const connections: Connection[] = []
  for (const [n, { key }] of everyone.entries()) {
    const message = JSON.stringify({ id: 1, locations: locationsOf(n, fixes) })
    connections.push(await streamConnection(port, key, template(textFrame(message))))
  }
  return connections
}

function reportOf(n: number, fixes: number): string {
  return JSON.stringify(fixes === 1 ? aLocation(n) : { locations: locationsOf(n, fixes) })
}

function locationsOf(n: number, fixes: number) {
  return Array.from({ length: fixes }, () => aLocation(n))
}
