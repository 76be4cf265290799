import { asUnavailable } from '@doorstep/postgres'

/** What `work` answers. While Postgres is away it fails as retryable, so that a partition waits and nothing is given up. */
export async function orUnavailable<Answer>(work: PromiseLike<Answer>): Promise<Answer> {
  try {
    return await work
  } catch (error) {
    throw asUnavailable(error)
  }
}
