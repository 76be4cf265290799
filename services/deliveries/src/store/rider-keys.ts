import { riderKeys } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { RiderKeyChecks } from '../routes/reporter.ts'
import type { RiderKeyStore } from '../routes/rider-keys.ts'
import { appendToOutbox } from './outbox.ts'

export function createRiderKeyStore(sql: Sql): RiderKeyStore & RiderKeyChecks {
  return {
    async add(riderId) {
      const [rider] = await orUnavailable(
        sql<{ generation: number }[]>`
          update riders set newest_key = newest_key + 1
          where rider_id = ${riderId} and erased_at is null
          returning newest_key as generation`,
      )
      return rider?.generation
    },
    revoke(riderId, { keepNewest }) {
      return orUnavailable(
        sql.begin(async (transaction) => {
          const [rider] = await transaction<{ valid_from: number }[]>`
            update riders
            set keys_valid_from = greatest(keys_valid_from, newest_key + ${keepNewest ? 0 : 1}::integer)
            where rider_id = ${riderId}
            returning keys_valid_from as valid_from`
          if (rider === undefined) return false
          await appendToOutbox(transaction, riderKeys, { riderId, validFrom: rider.valid_from })
          return true
        }),
      )
    },
    async validFrom(riderId) {
      const [rider] = await orUnavailable(
        sql<{ valid_from: number }[]>`
          select keys_valid_from as valid_from from riders where rider_id = ${riderId}`,
      )
      return rider?.valid_from
    },
  }
}
