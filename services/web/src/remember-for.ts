/** Asks once for all who want the answer within `ms`; a failure is not remembered. */
export function rememberFor<Answer>(
  ms: number,
  ask: () => Promise<Answer>,
  now = Date.now,
): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined
  let askedAt = 0

  return () => {
    if (answer !== undefined && now() - askedAt < ms) return answer
    askedAt = now()
    const asked = ask()
    answer = asked
    asked.catch(() => {
      if (answer === asked) answer = undefined
    })
    return asked
  }
}
