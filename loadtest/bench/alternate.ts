/** One side of a comparison: what a round of it measured. */
export interface Round {
  /** Fixes a second, known to be safe where the side promises that. */
  readonly rate: number
}

export interface Sides<Candidate extends Round, Limit extends Round> {
  readonly candidate: readonly Candidate[]
  readonly limit: readonly Limit[]
}

/**
 * Measures two in turn, A B A B, so that what else the machine does meets both alike: their ratio means something on a
 * busy machine where neither figure does. One more round goes before and is not counted: compilers warm up.
 */
export async function alternate<Candidate extends Round, Limit extends Round>(
  rounds: number,
  measureCandidate: () => Promise<Candidate>,
  measureLimit: () => Promise<Limit>,
): Promise<Sides<Candidate, Limit>> {
  const candidate: Candidate[] = []
  const limit: Limit[] = []
  for (let round = 0; round <= rounds; round++) {
    limit.push(await measureLimit())
    candidate.push(await measureCandidate())
  }
  return { candidate: candidate.slice(1), limit: limit.slice(1) }
}

/** The median of the rounds' own ratios: each compares neighbours in time. */
export function ratioOf({ candidate, limit }: Sides<Round, Round>): number {
  return median(candidate.map(({ rate }, round) => rate / (limit[round] as Round).rate))
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [below = Number.NaN, above = Number.NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? above : (below + above) / 2
}

/** The value that so large a share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
