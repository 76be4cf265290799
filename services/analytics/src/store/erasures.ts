import { deliveryEvents, type Erasure, goneAfterMs } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import { lockRiders } from './rider-lock.ts'

/** In so many rows at a time, since no statement may take long and each row lies in a block of its own. */
const BATCH = 5_000

export interface ErasureStore {
  /** Kept, and done when it resolves. Idempotent. */
  erase(erasure: Erasure): Promise<void>
  /** Once more for all whose events may be read again. */
  eraseAgain(now: number): Promise<void>
}

/**
 * Of a rider: fixes and hours are deleted, deliveries no longer name them. Of a delivery: it no longer names its rider,
 * whose fixes led to the customer's door. Sums in which nobody is named stay.
 */
export function erasureStore(sql: Sql): ErasureStore {
  async function eraseRider(riderId: string): Promise<void> {
    for (;;) {
      const deleted = await sql.begin(async (transaction) => {
        await lockRiders(transaction, new Set([riderId]))
        // Up to a time, so that the primary key finds them: of a list of rows Postgres would look for each in all fixes.
        return transaction`
          delete from fixes where rider_id = ${riderId} and recorded_at <= (
            select max(recorded_at) from (
              select recorded_at from fixes where rider_id = ${riderId} order by recorded_at limit ${BATCH}
            ) as oldest
          )`
      })
      if (deleted.count < BATCH) break
    }
    await sql`delete from rider_hours where rider_id = ${riderId}`
    await sql`update deliveries set rider_id = null where rider_id = ${riderId}`
  }

  async function carryOut({ subject, id }: Pick<Erasure, 'subject' | 'id'>): Promise<void> {
    if (subject === 'rider') await eraseRider(id)
    else await sql`update deliveries set rider_id = null where delivery_id = ${id}`
  }

  return {
    async erase({ subject, id, erasedAt }) {
      await orUnavailable(sql`
        insert into erasures (subject, id, erased_at) values (${subject}, ${id}, ${new Date(erasedAt)})
        on conflict (subject, id) do update set erased_at = greatest(erasures.erased_at, excluded.erased_at)`)
      await orUnavailable(carryOut({ subject, id }))
    },
    async eraseAgain(now) {
      const recent = await orUnavailable(sql<Pick<Erasure, 'subject' | 'id'>[]>`
        select subject, id from erasures where erased_at > ${new Date(now - goneAfterMs(deliveryEvents))}`)
      for (const erasure of recent) await orUnavailable(carryOut(erasure))
    },
  }
}
