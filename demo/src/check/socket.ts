import { once } from 'node:events'
import { LiveMessage } from '@doorstep/contracts'
import { Compile } from 'typebox/compile'
import { WebSocket } from 'ws'

const liveMessage = Compile(LiveMessage)

export interface Socket {
  /** The first message that fits, also one that came before the question. */
  first<M extends LiveMessage>(
    fits: (message: LiveMessage) => message is M,
  ): Promise<{ message: M; at: number }>
  close(): void
}

/** A customer's socket; every frame must be a live message of the contract. */
export async function openSocket(origin: string, trackingToken: string): Promise<Socket> {
  const url = `${origin.replace(/^http/, 'ws')}/v1/track/${trackingToken}/stream`
  const socket = new WebSocket(url, 'doorstep.v1')
  const received: { message: LiveMessage; at: number }[] = []
  let wake = () => {}
  socket.on('message', (frame) => {
    received.push({ message: liveMessage.Parse(JSON.parse(String(frame))), at: performance.now() })
    wake()
  })
  await once(socket, 'open')

  return {
    close: () => socket.close(),
    async first<M extends LiveMessage>(fits: (message: LiveMessage) => message is M) {
      for (;;) {
        for (const { message, at } of received) if (fits(message)) return { message, at }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
