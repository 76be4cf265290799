import type { Language } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'

export interface Subscription {
  readonly keys: { readonly p256dh: string; readonly auth: string }
  readonly language: Language
}

/** A family's phones, and no flood. */
const MAX_PER_DELIVERY = 5

export interface SubscriptionStore {
  find(deliveryId: string, endpoint: string): Promise<Subscription | undefined>
  /** Whether it is kept: not of a delivery that is over or unknown, nor beyond a few. */
  add(deliveryId: string, endpoint: string, subscription: Subscription): Promise<boolean>
  remove(deliveryId: string, endpoint: string): Promise<void>
}

export function createSubscriptionStore(sql: Sql): SubscriptionStore {
  return {
    async find(deliveryId, endpoint) {
      const [row] = await orUnavailable(sql<Subscription[]>`
        select keys, language from push_subscriptions
        where delivery_id = ${deliveryId} and endpoint = ${endpoint}`)
      return row
    },
    async add(deliveryId, endpoint, { keys, language }) {
      const added = await orUnavailable(sql`
        insert into push_subscriptions (delivery_id, endpoint, keys, language)
        select delivery_id, ${endpoint}, ${sql.json({ ...keys })}, ${language} from deliveries
        where delivery_id = ${deliveryId} and version > 0 and ended_at is null and ${MAX_PER_DELIVERY} > (
          select count(*) from push_subscriptions
          where delivery_id = ${deliveryId} and endpoint <> ${endpoint}
        )
        on conflict (delivery_id, endpoint) do update set keys = excluded.keys, language = excluded.language`)
      return added.count > 0
    },
    async remove(deliveryId, endpoint) {
      await orUnavailable(sql`
        delete from push_subscriptions where delivery_id = ${deliveryId} and endpoint = ${endpoint}`)
    },
  }
}
