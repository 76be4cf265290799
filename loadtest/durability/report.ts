import { markdownTable } from '../table.ts'
import type { Outcome } from './proof.ts'

/** How much longer we may be silent after a kill than Kafka's own producer. */
export const MAX_SILENCE_RATIO = 1.3

export const isProven = (outcome: Outcome): boolean =>
  outcome.lost === 0 && outcome.inversions === 0 && (silenceRatio(outcome) ?? 0) <= MAX_SILENCE_RATIO

/** All silences after kills of a broker, ours against those of Kafka's producer; undefined where none was killed. */
export function silenceRatio({ silences }: Outcome): number | undefined {
  if (silences.length === 0) return undefined
  const [ours, java] = [sum(silences.map(({ oursMs }) => oursMs)), sum(silences.map(({ javaMs }) => javaMs))]
  return ours / java
}

/** As Markdown. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => [
    outcome.fault,
    outcome.acknowledged,
    outcome.lost,
    outcome.inversions,
    outcome.duplicates,
    outcome.refused,
    outcome.unanswered,
    `${(outcome.silenceMs / 1_000).toFixed(1)} s`,
    `${outcome.seconds} s`,
  ])
  const head = [
    'fault',
    'acknowledged',
    'lost',
    'inversions',
    'twice in the log',
    'reports refused (503)',
    'unanswered',
    'longest silence',
    'took',
  ]
  return markdownTable(head, rows)
}

/** A line where a broker was killed, else none. */
export function silencesInWords(outcome: Outcome): string[] {
  if (outcome.silences.length === 0) return []
  const each = outcome.silences.map(({ oursMs, javaMs }) => `${oursMs}/${javaMs}`).join(', ')
  const ratio = silenceRatio(outcome)?.toFixed(2)
  return [`Silence after each kill, ours / Kafka's Java producer: ${each} ms; in all ${ratio}`]
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
