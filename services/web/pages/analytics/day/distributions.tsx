import type { DeliveryDistributions } from '@doorstep/contracts'
import type { Language } from '../../words/language.ts'
import { barsOf } from './bars.ts'
import { Histogram } from './histogram.tsx'
import { inKilometres, inMinutes, inMinutesLate } from './quantities.ts'

interface DistributionsProps {
  readonly distributions: DeliveryDistributions
  readonly language: Language
}

const MOST_BARS = 24

export function Distributions({ distributions, language }: DistributionsProps) {
  const { locale, messages } = language
  const words = messages.analytics
  const pictures = [
    {
      title: words.distribution.orderToDoor,
      of: distributions.orderToDoorMs,
      scale: inMinutes(locale, words.unit.minutes, words),
    },
    {
      title: words.distribution.promise,
      of: distributions.lateByMs,
      scale: inMinutesLate(locale, words.unit.minutes, words),
      toneOf: ({ from }: { readonly from: number }) => (from < 0 ? ('good' as const) : ('late' as const)),
    },
    {
      title: words.distribution.distance,
      of: distributions.distanceM,
      scale: inKilometres(locale, words.unit.kilometres, words),
    },
  ]

  return (
    <div class="distributions">
      {pictures.map(({ of, ...picture }) => {
        const bars = barsOf(of, MOST_BARS)
        return bars.length > 0 && <Histogram key={picture.title} {...{ bars, language }} {...picture} />
      })}
    </div>
  )
}
