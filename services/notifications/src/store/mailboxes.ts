import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { Mailbox, Mailboxes } from '../email/channel.ts'

export function createMailboxes(sql: Sql): Mailboxes {
  return {
    async find(deliveryId) {
      const [row] = await orUnavailable(sql<{ mailbox: Mailbox | null }[]>`
        select mailbox from deliveries where delivery_id = ${deliveryId}`)
      return row?.mailbox ?? undefined
    },
  }
}
