import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'

/** Ports of the loopback interface that are free: with a file to remember them in, the same as last time if they still are. */
export async function portsFor(count: number, rememberedIn?: string): Promise<number[]> {
  const wanted = rememberedIn === undefined ? [] : await remembered(rememberedIn)
  // All are held until each is found, so that none is given twice.
  const held = await Promise.all(Array.from({ length: count }, (_, index) => hold(wanted[index])))
  const ports = held.map(portOf)
  await Promise.all(held.map((server) => once(server.close(), 'close')))
  if (rememberedIn !== undefined) await writeFile(rememberedIn, `${ports.join(' ')}\n`)
  return ports
}

async function remembered(file: string): Promise<number[]> {
  try {
    return (await readFile(file, 'utf8')).trim().split(' ').map(Number)
  } catch {
    return []
  }
}

async function hold(wanted = 0): Promise<Server> {
  try {
    return await listen(wanted)
  } catch {
    return listen(0)
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function portOf(server: Server): number {
  const address = server.address() as AddressInfo
  return address.port
}
