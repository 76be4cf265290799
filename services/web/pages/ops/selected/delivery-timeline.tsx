import { StepsList } from '../../design/steps-list.tsx'
import { stepsOf } from '../../live/steps.ts'
import { useDelivery } from '../../live/use-delivery.ts'
import type { Language } from '../../words/language.ts'

interface DeliveryTimelineProps {
  readonly token: string
  readonly offRouteSince: number | undefined
  readonly language: Language
}

/** What the customer of a delivery was told, and when, by the customer's own stream: the phone reports as often as for them. */
export function DeliveryTimeline({ token, offRouteSince, language }: DeliveryTimelineProps) {
  const { view } = useDelivery(token)
  const steps = stepsOf(view, { offRouteSince })
  return steps.length === 0 ? undefined : <StepsList steps={steps} language={language} />
}
