import { everyHeartbeat } from './heartbeat.ts'

/** What of a WebSocket is needed to know that somebody is there. */
interface Pinged {
  /** A socket that is not read cannot hear the answer. */
  readonly isPaused: boolean
  ping(): void
  terminate(): void
  on(event: 'pong' | 'error' | 'close', listener: () => void): unknown
}

/** Cuts off a socket that has not answered a ping until the next is due: its phone has long gone. `silent` is told before. */
export function keepAlive(socket: Pinged, silent?: () => void): void {
  let answered = true
  const heartbeat = everyHeartbeat(() => {
    if (!answered && !socket.isPaused) {
      silent?.()
      return socket.terminate()
    }
    answered = false
    socket.ping()
  })
  socket.on('pong', () => {
    answered = true
  })
  // Nothing to add to `close`, which always follows; without a listener an error would end the process.
  socket.on('error', () => {})
  socket.on('close', heartbeat.stop)
}
