import type { DeliveryNotification, NotificationKind } from '@doorstep/contracts'
import { connectPostgres, migrations, type Sql } from '@doorstep/postgres'
import { aDatabase, aDelivery } from '@doorstep/testing'
import { channels } from '../src/domain/dispatch.ts'
import { unknownDelivery, type WatchedDelivery } from '../src/domain/watched-delivery.ts'
import { createProgressStore } from '../src/store/progress.ts'

export interface Outbox {
  readonly sql: Sql
  /** As the handlers put it there. */
  add(
    deliveryId: string,
    kind: NotificationKind,
    webhookUrl?: string,
    mailbox?: WatchedDelivery['mailbox'],
  ): Promise<DeliveryNotification>
  stop(): Promise<void>
}

const SCHEMA = 'notifications'

/** A database with the service's tables and nothing in them. */
export async function anOutbox(databaseUrl: string): Promise<Outbox> {
  const database = await aDatabase(databaseUrl)
  const sql = connectPostgres({ url: database.url, schema: SCHEMA })
  await migrations(sql, { schema: SCHEMA, directory: new URL('../migrations/', import.meta.url) }).start()
  await sql`update beginning set at = to_timestamp(0)`
  const store = createProgressStore(sql, channels)

  return {
    sql,
    async add(deliveryId, kind, webhookUrl, mailbox) {
      const notificationId = `${deliveryId}_${kind}_1`
      const notification = { notificationId, deliveryId, kind, occurrence: 1, at: 1_700_000_000_000 }
      await store.advanceDeliveries([deliveryId], ([known = unknownDelivery(deliveryId)]) => ({
        changed: [
          {
            ...known,
            version: known.version + 1,
            dropoff: aDelivery().dropoff,
            ...(webhookUrl !== undefined && { webhookUrl }),
            ...(mailbox !== undefined && { mailbox }),
          },
        ],
        notifications: [notification],
      }))
      return notification
    },
    async stop() {
      await sql.end()
      await database.drop()
    },
  }
}
