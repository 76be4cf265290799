import { asUnavailable } from './unavailable.ts'

/** What `work` answers; a failure of the connection is told as retryable. */
export async function orUnavailable<Answer>(work: PromiseLike<Answer>): Promise<Answer> {
  try {
    return await work
  } catch (error) {
    throw asUnavailable(error)
  }
}
