import { orUnavailable, type Sql } from '@doorstep/postgres'
import { UnavailableError } from '@doorstep/runtime'
import type { TransactionSql } from 'postgres'
import type { Pair } from '../domain/plan.ts'
import type { Ways } from '../ways.ts'

/** A plan needs ways that are not known yet. */
export class WaysMissing extends Error {
  readonly pairs: readonly Pair[]

  constructor(pairs: readonly Pair[]) {
    super(`${pairs.length} ways have to be found`)
    this.pairs = pairs
  }
}

/** A rider's stops change now and then, not five times within the search for a way. */
const TRIES = 5

/**
 * `work` in one transaction. No lock is held while a router answers: `work` gives up with `WaysMissing`, the ways are
 * found, and it begins anew.
 */
export async function plannedTransaction<Answer>(
  sql: Sql,
  ways: Ways,
  work: (transaction: TransactionSql) => Promise<Answer>,
): Promise<Answer> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      return (await orUnavailable(sql.begin(work))) as Answer
    } catch (error) {
      if (!(error instanceof WaysMissing)) throw error
      await ways.find(error.pairs)
    }
  }
  throw new UnavailableError('The stops of this rider change too fast to be planned.')
}
