import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { Rider } from '../domain/delivery.ts'
import type { RiderStore } from '../routes/riders.ts'

export interface RiderDirectory extends RiderStore {
  find(riderId: string): Promise<Rider | undefined>
}

export function createRiderStore(sql: Sql): RiderDirectory {
  return {
    async add({ riderId, name = null }, createdAt) {
      await orUnavailable(sql`
        insert into riders (rider_id, name, created_at) values (${riderId}, ${name}, ${new Date(createdAt)})`)
    },
    async find(riderId) {
      const [row] = await orUnavailable(
        sql<
          { name: string | null }[]
        >`select name from riders where rider_id = ${riderId} and erased_at is null`,
      )
      if (row === undefined) return undefined
      return { riderId, ...(row.name !== null && { name: row.name }) }
    },
  }
}
