import { once } from 'node:events'
import type { Location } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { type ClientOptions, WebSocket } from 'ws'
import { keyOf } from './rider-key.ts'

/** A phone's side of the stream. */
export async function aPhoneStream(port: number, riderId: string, options: Credential = asBearer(riderId)) {
  const { protocols = [], ...client } = options
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/locations/stream`, [...protocols], client)
  const answers: Record<string, unknown>[] = []
  socket.on('message', (data) => answers.push(JSON.parse(data.toString())))
  const closed = once(socket, 'close').then(([code]) => Number(code))
  await once(socket, 'open')

  return {
    socket,
    answers,
    closed,
    send: (id: number, locations: readonly Location[]) => socket.send(JSON.stringify({ id, locations })),
    async answered(count: number) {
      await until(() => answers.length >= count)
      return answers
    },
  }
}

export interface Credential extends ClientOptions {
  readonly protocols?: readonly string[]
}

export const asBearer = (riderId: string, generation?: number): Credential => ({
  headers: { authorization: `Bearer ${keyOf(riderId, generation)}` },
})

/** What the upgrade is refused with. */
export async function refusal(port: number, path: string, options: ClientOptions): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options)
  const [error] = (await once(socket, 'error')) as unknown as [Error]
  return Number(/\d{3}$/.exec(error.message)?.[0])
}
