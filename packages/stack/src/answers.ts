import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { ALL_TOPICS_REQUEST, METADATA_REQUEST, readMetadata } from './kafka-metadata.ts'

const POLL_MS = 100
const ANSWER_MS = 2_000

/** The ids of the brokers that serve clients, as the one at this address knows. */
export async function brokersServing(address: string): Promise<number[]> {
  return [...readMetadata(await exchange(address, METADATA_REQUEST)).brokers]
}

/** Whether every replica of every partition is in sync, as the broker at this address knows. */
export async function replicasInSync(address: string): Promise<boolean> {
  return readMetadata(await exchange(address, ALL_TOPICS_REQUEST)).behind === 0
}

export async function redisAnswers(url: string): Promise<boolean> {
  const { host, protocol } = new URL(url)
  if (protocol === 'rediss:') return true
  const answer = (await exchange(host, Buffer.from('PING\r\n'))).toString()
  return answer.startsWith('+PONG') || answer.startsWith('-NOAUTH')
}

/** Asks until the answer is yes; at the deadline, false. A refused connection is a no. */
export async function answersWithin(timeoutMs: number, ask: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    if (await ask().catch(() => false)) return true
    if (performance.now() > deadline) return false
    await delay(POLL_MS)
  }
}

/** Sends once, resolves with the first bytes that come back. */
async function exchange(address: string, request: Buffer): Promise<Buffer> {
  const { hostname, port } = new URL(`tcp://${address}`)
  const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''))
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error(`${address} says nothing`)))
  try {
    socket.write(request)
    const [answer]: Buffer[] = await Promise.race([
      once(socket, 'data'),
      once(socket, 'close').then(() => []),
    ])
    if (answer === undefined) throw new Error(`${address} hung up`)
    return answer
  } finally {
    socket.destroy()
  }
}
