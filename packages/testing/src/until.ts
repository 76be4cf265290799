import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 20

/** Only what fails waits for so long: enough also for a machine that runs much else. */
const PATIENCE_MS = 30_000

/**
 * Asks until the answer is truthy, and returns it. A condition that throws counts as not met yet; past the deadline
 * the last reason is told.
 */
export async function until<Answer>(
  condition: () => Answer | Promise<Answer>,
  { timeoutMs = PATIENCE_MS }: { readonly timeoutMs?: number } = {},
): Promise<NonNullable<Answer>> {
  const deadline = performance.now() + timeoutMs
  let reason: unknown
  for (;;) {
    try {
      const answer = await condition()
      if (answer) return answer
      reason = `the last answer was ${String(answer)}`
    } catch (error) {
      reason = error
    }
    if (performance.now() > deadline) {
      const why = reason instanceof Error ? reason.message : reason
      throw new Error(`Not within ${timeoutMs} ms: ${condition.toString()}\n${why}`, { cause: reason })
    }
    await delay(POLL_MS)
  }
}
