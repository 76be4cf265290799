import type { Place, RiderTask } from '@doorstep/contracts'
import { age, clock, duration, minutesUntil } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import type { Standing } from './standing.ts'

export interface Badge {
  readonly kind: 'late' | 'silent' | 'off-route' | 'live' | 'aged' | 'waiting'
  readonly label: string
}

/** What is to be known of a rider first: late, silent, off route, else how old their position is. */
export function badgeOf(
  { lateByMs, isSilent, offRouteSince, freshness, ageMs }: Standing,
  now: number,
  language: Language,
): Badge | undefined {
  const words = language.messages.ops
  if (lateByMs !== undefined)
    return { kind: 'late', label: words.lateBy(duration(language.locale, lateByMs)) }
  if (isSilent) return { kind: 'silent', label: silence(ageMs, language) }
  if (offRouteSince !== undefined) return { kind: 'off-route', label: offRoute(offRouteSince, now, language) }
  if (freshness === undefined || ageMs === undefined) return undefined
  if (freshness.kind === 'live') return { kind: 'live', label: language.messages.track.age.live }
  return { kind: 'aged', label: words.ago(age(language.locale, ageMs)) }
}

export function silence(ageMs: number | undefined, language: Language): string {
  const words = language.messages.ops
  return ageMs === undefined ? words.neverHeard : words.silentFor(age(language.locale, ageMs))
}

export function offRoute(since: number, now: number, language: Language): string {
  return language.messages.ops.offRouteFor(age(language.locale, now - since))
}

/** When a rider is at the door, as far as that is known; else by when they are to be. */
export function whenThere(
  { arrival, promisedAt, status }: RiderTask,
  now: number,
  { messages, locale }: Language,
): string {
  if (status === 'picked-up' && arrival !== undefined) {
    const band = {
      earliestMs: Math.max(0, arrival.earliestAt - now),
      latestMs: Math.max(0, arrival.latestAt - now),
    }
    return minutesUntil(locale, band, 0) ?? messages.track.underAMinute
  }
  return promisedAt === undefined ? '' : messages.ops.promised(clock(locale, promisedAt))
}

export function placeName({ address, lat, lon }: Place, { locale }: Language): string {
  const degrees = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 })
  return address ?? `${degrees.format(lat)}, ${degrees.format(lon)}`
}
