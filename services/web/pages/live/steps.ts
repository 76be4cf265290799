import type { CustomerKind } from '@doorstep/contracts'
import type { DeliveryView } from './delivery-view.ts'

export type StepName =
  | 'ordered'
  | 'assigned'
  | 'picked-up'
  | 'approaching'
  | 'arrived'
  | 'delivered'
  | 'failed'
  | 'cancelled'
  | 'late'
  | 'off-route'

export interface Step {
  readonly name: StepName
  /** Absent while it has not happened, and where nobody noticed when. */
  readonly at?: number | undefined
  readonly state: 'done' | 'current' | 'ahead'
}

type Happening = Omit<Step, 'state'>

/** What customers are not told. */
interface OperatorsKnowledge {
  readonly offRouteSince?: number | undefined
}

/**
 * The way of a delivery; the last step that happened is the current one, until all have. One that was broken off goes
 * no further.
 */
export function stepsOf(
  { delivery, notifications }: Pick<DeliveryView, 'delivery' | 'notifications'>,
  { offRouteSince }: OperatorsKnowledge = {},
): readonly Step[] {
  if (delivery === undefined) return []
  const told = (kind: CustomerKind) => notifications.find((notification) => notification.kind === kind)?.at
  const { status, createdAt, assignedAt, pickedUpAt, endedAt } = delivery
  const brokenOff = status === 'failed' || status === 'cancelled'

  const way = [
    { name: 'ordered', at: createdAt },
    { name: 'assigned', at: assignedAt },
    { name: 'picked-up', at: pickedUpAt },
    { name: 'approaching', at: told('approaching') },
    { name: 'arrived', at: told('arrived') },
    { name: brokenOff ? status : 'delivered', at: endedAt },
  ] as const satisfies readonly Happening[]

  const happened = brokenOff ? way.filter(({ at }) => at !== undefined) : way
  const shown = withStep('off-route', offRouteSince, withStep('late', told('late'), happened))
  const current = shown.findLastIndex(({ at }) => at !== undefined)
  return shown.map((step, index) => ({
    ...step,
    state: stateAt(index, status === 'delivered' ? shown.length : current),
  }))
}

/** What went wrong stands where it did: after what had happened by then. */
function withStep(
  name: StepName,
  wentAt: number | undefined,
  way: readonly Happening[],
): readonly Happening[] {
  if (wentAt === undefined) return way
  const before = way.findLastIndex(({ at }) => at !== undefined && at <= wentAt)
  return way.toSpliced(before + 1, 0, { name, at: wentAt })
}

function stateAt(index: number, current: number): Step['state'] {
  if (index > current) return 'ahead'
  return index === current ? 'current' : 'done'
}
