import { seconds } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import type { ShiftState } from './shift.ts'

export interface ShiftSummary {
  readonly mood: 'asking' | 'opening' | 'sharing' | 'paused' | 'looking' | 'offline' | 'blocked'
  readonly headline: string
  readonly sentence: string
  /** What waits on this phone, where the sentence does not say it. */
  readonly kept?: string | undefined
}

interface Circumstances {
  readonly state: ShiftState
  readonly permission: PermissionState
  /** What the browser says of the network, and of the way the page came. */
  readonly online: boolean
  readonly secure: boolean
  readonly language: Language
}

/** A second's worth of positions is always on its way; more than this is worth a word. */
const WORTH_A_WORD = 5

/** What the rider must know at a glance: the worst first. */
export function shiftSummary(circumstances: Circumstances): ShiftSummary {
  const { state, permission, secure, language } = circumstances
  const { place, sharing, board } = state
  const { state: words, ask } = language.messages.rider
  const kept = keptSafe(sharing.kept, language)

  if (place === 'elsewhere')
    return { mood: 'paused', headline: words.elsewhere, sentence: words.elsewhereWhy }
  if (place === 'nowhere') return { mood: 'blocked', headline: words.nowhere, sentence: words.nowhereWhy }
  if (sharing.link === 'key-refused' || board.keyRefused)
    return { mood: 'blocked', headline: words.keyRefused, sentence: words.keyRefusedWhy, kept }
  if (!secure) return { mood: 'blocked', headline: words.insecure, sentence: words.insecureWhy, kept }
  if (sharing.sensing === 'denied' || permission === 'denied')
    return { mood: 'blocked', headline: words.denied, sentence: words.deniedWhy, kept }
  if (place === 'opening') return { mood: 'opening', headline: words.opening, sentence: '' }
  if (sharing.sensing === 'off' && permission === 'prompt')
    return { mood: 'asking', headline: ask.heading, sentence: ask.why, kept }
  if (sharing.sensing === 'off')
    return { mood: 'paused', headline: words.paused, sentence: words.pausedWhy, kept }
  return atWork(circumstances)
}

function atWork({ state: { sharing }, online, language }: Circumstances): ShiftSummary {
  const { state: words, kept: keptWords } = language.messages.rider
  const count = new Intl.NumberFormat(language.locale).format(sharing.kept)

  if (!online || sharing.link === 'waiting') {
    const sentence =
      sharing.kept === 0 ? keptWords.none : sharing.kept === 1 ? keptWords.one : keptWords.many(count)
    if (!online) return { mood: 'offline', headline: words.offline, sentence }
    return {
      mood: 'offline',
      headline: words.waiting,
      sentence: words.waitingWhy,
      kept: keptSafe(sharing.kept, language),
    }
  }
  if (sharing.sensing === 'unavailable')
    return { mood: 'looking', headline: words.unavailable, sentence: words.unavailableWhy }
  if (sharing.latest === undefined)
    return { mood: 'looking', headline: words.looking, sentence: words.lookingWhy }
  if (sharing.offDuty) return { mood: 'paused', headline: words.offDuty, sentence: words.offDutyWhy }
  return {
    mood: 'sharing',
    headline: words.sharing,
    sentence:
      sharing.everyMs < 2_000 ? words.everySecond : words.every(seconds(language.locale, sharing.everyMs)),
    kept: sharing.kept > WORTH_A_WORD ? keptWords.toGo(count) : undefined,
  }
}

function keptSafe(kept: number, { locale, messages }: Language): string | undefined {
  const { oneSafe, manySafe } = messages.rider.kept
  if (kept === 0) return undefined
  return kept === 1 ? oneSafe : manySafe(new Intl.NumberFormat(locale).format(kept))
}
