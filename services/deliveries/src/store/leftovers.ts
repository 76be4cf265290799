import { orUnavailable, type Sql } from '@doorstep/postgres'

/** What has served its time. */
export interface Leftovers {
  /** Each answers how many it deleted. */
  deleteIdempotencyKeys(before: number): Promise<number>
  deleteRefusedEvents(before: number): Promise<number>
}

/** In so many rows at a time, so that no statement takes long and no lock is held for long. */
const BATCH = 5_000

export function createLeftoverStore(sql: Sql): Leftovers {
  async function untilNoneIsLeft(deleteSome: () => PromiseLike<{ readonly count: number }>): Promise<number> {
    let deleted = 0
    for (;;) {
      const { count } = await orUnavailable(deleteSome())
      deleted += count
      if (count < BATCH) return deleted
    }
  }

  return {
    deleteIdempotencyKeys: (before) =>
      untilNoneIsLeft(
        () => sql`
          delete from idempotency_keys where key in (
            select key from idempotency_keys where created_at < ${new Date(before)} limit ${BATCH})`,
      ),
    deleteRefusedEvents: (before) =>
      untilNoneIsLeft(
        () => sql`
          delete from outbox_refused where id in (
            select id from outbox_refused where refused_at < ${new Date(before)} limit ${BATCH})`,
      ),
  }
}
