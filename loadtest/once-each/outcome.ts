import { type NotificationKind, notificationKinds } from '@doorstep/contracts'
import { type Disruption, disruptions, type Told } from '../../services/notifications/test/disruptions.ts'

export interface Outcome {
  readonly minutes: number
  readonly disruptions: Readonly<Record<Disruption, number>>
  /** Notifications, by kind. */
  readonly expected: Readonly<Partial<Record<NotificationKind, number>>>
  readonly missing: readonly string[]
  readonly tooMany: readonly string[]
  readonly repeatedOnTopic: number
  readonly repeatedWebhooks: number
}

export function outcomeOf(course: readonly Disruption[], told: readonly Told[], minutes: number): Outcome {
  const expected = told.flatMap((one) => one.expected)
  const sum = (count: (one: Told) => number) => told.reduce((all, one) => all + count(one), 0)
  return {
    minutes: Number(minutes.toFixed(1)),
    disruptions: counts(disruptions, (kind) => course.filter((one) => one === kind).length),
    expected: counts(notificationKinds, (kind) => expected.filter((id) => id.includes(`_${kind}_`)).length),
    missing: told.flatMap((one) => one.missing),
    tooMany: told.flatMap((one) => one.tooMany),
    repeatedOnTopic: sum((one) => one.repeatedOnTopic),
    repeatedWebhooks: sum((one) => one.repeatedWebhooks),
  }
}

export function inWords(outcome: Outcome): string {
  const { minutes, expected, missing, tooMany, repeatedOnTopic, repeatedWebhooks } = outcome
  const listed = (counted: Readonly<Record<string, number>>) =>
    Object.entries(counted)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => `${count} × ${what}`)
      .join(', ')
  return (
    `${listed(outcome.disruptions)} in ${minutes} min: ${listed(expected)}; ${missing.length} missing, ` +
    `${tooMany.length} twice; the same again ${repeatedOnTopic} times on the topic, ${repeatedWebhooks} times as webhook`
  )
}

function counts<Key extends string>(
  keys: readonly Key[],
  countOf: (key: Key) => number,
): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, countOf(key)])) as Record<Key, number>
}
