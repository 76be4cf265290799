import type { DeliveryStatus, EndReason } from '@doorstep/contracts'
import type { Messages } from '../words/english.ts'
import { clock, distance, minutesUntil, seconds } from '../words/format.ts'
import type { Language } from '../words/language.ts'
import { type DeliveryView, isExact } from './delivery-view.ts'
import { type Freshness, freshnessOf } from './freshness.ts'

/** What the page says of the delivery at one moment, in words. */
export interface Summary {
  /** Over the figure, small: what the figure is. */
  readonly caption?: string | undefined
  /** The one thing to see from afar. */
  readonly figure: string
  /** The figure was true when the signal was lost, and is shown as such. */
  readonly uncertain: boolean
  readonly sentence: string
  /** Of the sentence what does not change with every metre. */
  readonly street?: string | undefined
  readonly age?: { readonly kind: Freshness['kind']; readonly label: string } | undefined
}

export interface SummaryInput {
  readonly view: DeliveryView
  readonly now: number
  readonly language: Language
  /** The street the rider is on, where it has a name. */
  readonly street?: string | undefined
}

export function summaryOf(input: SummaryInput): Summary {
  const { view, language } = input
  const words = language.messages.track
  const status = view.delivery?.status
  switch (status) {
    case undefined:
      return { figure: '…', uncertain: false, sentence: words.sentence.connecting }
    case 'created':
    case 'assigned':
      return waiting(input)
    case 'picked-up':
      return onTheWay(input)
    default:
      return ended(status, view.delivery?.endReason, words)
  }
}

/** What a screen reader is told: no more than changes that matter, not each metre. */
export function announcementOf({ caption, figure, sentence, street, age }: Summary): string {
  if (age?.kind === 'lost') return sentence
  if (caption === undefined) return `${figure}. ${sentence}`
  return street === undefined ? `${caption}: ${figure}` : `${caption}: ${figure}. ${street}`
}

function waiting({ view, language }: SummaryInput): Summary {
  const { messages, locale } = language
  const { heading, sentence, promised } = messages.track
  const promisedAt = view.delivery?.promisedAt
  const rider = view.delivery?.riderName
  return {
    caption: promisedAt === undefined ? undefined : promised(clock(locale, promisedAt)),
    figure: heading.waiting,
    uncertain: false,
    sentence: rider === undefined ? sentence.waiting : sentence.waitingFor(firstName(rider)),
  }
}

function onTheWay(input: SummaryInput): Summary {
  const { view, now, language } = input
  const freshness = freshnessOf(view, now)
  const arrived = view.notifications.some(({ kind }) => kind === 'arrived')
  return {
    ...(arrived
      ? { figure: language.messages.track.heading.arrived, uncertain: false }
      : estimate(input, freshness)),
    sentence: whereabouts(input, freshness, arrived),
    ...(!arrived && { street: streetOf(input) }),
    age: freshness && { kind: freshness.kind, label: ageLabel(freshness, language) },
  }
}

function estimate(
  { view, now, language }: SummaryInput,
  freshness: Freshness | undefined,
): Pick<Summary, 'caption' | 'figure' | 'uncertain'> {
  const { messages, locale } = language
  const { heading, arrival, lastEstimate, promised, underAMinute } = messages.track
  if (view.eta === undefined) {
    const promisedAt = view.delivery?.promisedAt
    const caption = promisedAt === undefined ? undefined : promised(clock(locale, promisedAt))
    return { caption, figure: heading.onTheWay, uncertain: false }
  }

  const { band, asOf } = view.eta
  const lost = freshness?.kind === 'lost'
  const elapsedMs = lost ? Math.max(0, freshness.lastSeenAt - asOf) : now - asOf
  return {
    caption: lost ? lastEstimate(clock(locale, freshness.lastSeenAt)) : arrival,
    figure: minutesUntil(locale, band, elapsedMs) ?? underAMinute,
    uncertain: lost,
  }
}

function whereabouts(
  { view, language, street }: SummaryInput,
  freshness: Freshness | undefined,
  arrived: boolean,
): string {
  const { messages, locale } = language
  const { sentence } = messages.track
  const rider = riderIn(view, messages)

  if (freshness?.kind === 'lost') {
    const time = clock(locale, freshness.lastSeenAt)
    return street === undefined ? sentence.lost(rider, time) : sentence.lostOnStreet(rider, street, time)
  }
  if (arrived) return sentence.arrived(rider)
  if (view.fix !== undefined && !isExact(view.fix)) return sentence.atAnotherStop(rider)
  if (view.remainingM === undefined) return sentence.noPosition(rider)
  const away = distance(locale, view.remainingM)
  return street === undefined ? sentence.away(rider, away) : sentence.onStreet(rider, street, away)
}

function streetOf({ view, language: { messages }, street }: SummaryInput): string | undefined {
  if (street === undefined || view.fix === undefined || !isExact(view.fix)) return undefined
  return messages.track.sentence.onStreetNow(riderIn(view, messages), street)
}

function riderIn({ delivery }: DeliveryView, messages: Messages): string {
  return delivery?.riderName === undefined ? messages.track.rider : firstName(delivery.riderName)
}

function ended(
  status: Extract<DeliveryStatus, 'delivered' | 'failed' | 'cancelled'>,
  reason: EndReason | undefined,
  { heading, sentence }: Messages['track'],
): Summary {
  const because = reason === undefined || reason === 'other' ? [] : [sentence.because[reason]]
  return { figure: heading[status], uncertain: false, sentence: [sentence[status], ...because].join(' ') }
}

function ageLabel(freshness: Freshness, { messages, locale }: Language): string {
  const { age } = messages.track
  if (freshness.kind === 'live') return age.live
  return freshness.kind === 'aged'
    ? age.aged(seconds(locale, freshness.ageMs))
    : age.lost(clock(locale, freshness.lastSeenAt))
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name
}
