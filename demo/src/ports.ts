import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { DoorstepError } from '@doorstep/runtime'

export const serviceNames = [
  'ingest',
  'deliveries',
  'live',
  'analytics',
  'notifications',
  'web',
  'simulator',
] as const
export type ServiceName = (typeof serviceNames)[number]
export type Ports = Readonly<Record<ServiceName, number>>

export const defaultPorts: Ports = {
  web: 8080,
  ingest: 8081,
  deliveries: 8082,
  live: 8083,
  analytics: 8084,
  notifications: 8085,
  simulator: 8086,
}

export class PortInUseError extends DoorstepError {
  readonly code = 'PORT_IN_USE'
  readonly retryable = false
}

/** Rejects with one sentence that names the first port somebody else listens on. */
export async function allFree(ports: Ports): Promise<void> {
  for (const name of serviceNames) {
    const port = ports[name]
    if ((await listenBriefly(port)) === undefined)
      throw new PortInUseError(
        `Port ${port} is in use, and ${name} needs it: stop what listens there and start again.`,
      )
  }
}

/** Ports nobody listens on now, for systems that run beside others. */
export async function freePorts(): Promise<Ports> {
  const entries = await Promise.all(
    serviceNames.map(async (name) => [name, (await listenBriefly(0)) ?? 0] as const),
  )
  return Object.fromEntries(entries) as Record<ServiceName, number>
}

async function listenBriefly(port: number): Promise<number | undefined> {
  const server = createServer().listen({ host: '127.0.0.1', port })
  try {
    await once(server, 'listening')
  } catch {
    return undefined
  }
  const address = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return address.port
}
