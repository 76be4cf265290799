import type { Server } from 'node:http'
import type { LivePosition } from '../../../../services/live/src/domain/live-position.ts'

/** Shows positions to everybody in a room. */
export interface Broadcaster {
  readonly server: Server
  /** Where to connect for the room. */
  pathOf(room: number): string
  show(room: number, position: LivePosition): void
}
