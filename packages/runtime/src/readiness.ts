/** One thing a process must have before it is of use, asked on each `/readyz`. */
export interface ReadinessCheck {
  readonly name: string
  /** What is missing, in a few words, or undefined when nothing is. Never rejects, answers within a second. */
  waitingFor(): Promise<string | undefined>
}

/** The checks that are not met, by name. Empty means ready. */
export async function unmet(checks: readonly ReadinessCheck[]): Promise<Record<string, string>> {
  const answers = await Promise.all(
    checks.map(async (check) => [check.name, await check.waitingFor()] as const),
  )
  return Object.fromEntries(answers.filter((answer): answer is [string, string] => answer[1] !== undefined))
}
