import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { OperationsMessage } from '@doorstep/contracts'
import { WebSocketServer } from 'ws'

export const OPERATIONS_KEY = 'the-key'
const KEY_WRONG = 4001

/** Stands in for the operators' stream of `live`, where a test must say what an operator hears. */
export interface FakeOperations {
  /** What each who opens it hears first. */
  open(messages: () => readonly OperationsMessage[]): void
  send(message: OperationsMessage): void
  readonly listeners: number
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  goAway(): void
}

export function fakeOperations(): FakeOperations {
  const server = new WebSocketServer({ noServer: true, handleProtocols: () => 'doorstep.v1' })
  const bearer = `bearer.${Buffer.from(OPERATIONS_KEY).toString('base64url')}`
  let opening: () => readonly OperationsMessage[] = () => []

  return {
    open(messages) {
      opening = messages
    },
    send(message) {
      const text = JSON.stringify(message)
      for (const socket of server.clients) socket.send(text)
    },
    get listeners() {
      return server.clients.size
    },
    upgrade(request, socket, head) {
      if (request.url !== '/v1/operations/stream') return false
      server.handleUpgrade(request, socket, head, (operator) => {
        const offered = request.headers['sec-websocket-protocol'] ?? ''
        if (!offered.split(/, */).includes(bearer)) return operator.close(KEY_WRONG)
        for (const message of opening()) operator.send(JSON.stringify(message))
      })
      return true
    },
    goAway() {
      for (const socket of server.clients) socket.terminate()
    },
  }
}
