import { asUnavailable } from '@doorstep/postgres'

/** What `work` answers; a failure of the connection is told as retryable, so that it becomes a 503. */
export async function orUnavailable<Answer>(work: PromiseLike<Answer>): Promise<Answer> {
  try {
    return await work
  } catch (error) {
    throw asUnavailable(error)
  }
}
