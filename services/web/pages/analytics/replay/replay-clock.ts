import type { Span } from '../day/day.ts'

export const speeds = [1, 5, 10, 30, 60] as const
export type Speed = (typeof speeds)[number]

/** Recorded time, played. It is `at` a moment of the record `since` a moment of the reader; absent: it stands there. */
export interface ReplayClock {
  readonly span: Span
  readonly speed: Speed
  readonly at: number
  readonly since?: number
}

export function clockOver(span: Span, speed: Speed): ReplayClock {
  return { span, speed, at: span.from }
}

/** The moment of the record: never beyond its end, and never earlier than it was. */
export function momentOf({ span, speed, at, since }: ReplayClock, now: number): number {
  const played = since === undefined ? 0 : Math.max(0, now - since) * speed
  return Math.min(span.to, at + played)
}

/** From its beginning, if it stood at its end. */
export function playing(clock: ReplayClock, now: number): ReplayClock {
  const at = momentOf(clock, now)
  return { ...clock, at: at === clock.span.to ? clock.span.from : at, since: now }
}

export function paused({ since, ...clock }: ReplayClock, now: number): ReplayClock {
  return { ...clock, at: momentOf(since === undefined ? clock : { ...clock, since }, now) }
}

/** Another speed from here on. */
export function withSpeed(clock: ReplayClock, speed: Speed, now: number): ReplayClock {
  return { ...soughtTo(clock, momentOf(clock, now), now), speed }
}

/** At another moment of the record: playing on if it played, else standing there, also when it had ended. */
export function soughtTo(clock: ReplayClock, at: number, now: number): ReplayClock {
  const there = { ...clock, at: Math.min(Math.max(at, clock.span.from), clock.span.to) }
  if (isPlaying(clock, now)) return { ...there, since: now }
  const { since, ...standing } = there
  return standing
}

export function isPlaying(clock: ReplayClock, now: number): boolean {
  return clock.since !== undefined && momentOf(clock, now) < clock.span.to
}
