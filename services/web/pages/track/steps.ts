import type { NotificationKind } from '@doorstep/contracts'
import type { DeliveryView } from '../live/delivery-view.ts'

export type StepName =
  | 'ordered'
  | 'picked-up'
  | 'approaching'
  | 'arrived'
  | 'delivered'
  | 'failed'
  | 'cancelled'

export interface Step {
  readonly name: StepName
  /** Absent while it has not happened, and where nobody noticed when. */
  readonly at?: number | undefined
  readonly state: 'done' | 'current' | 'ahead'
}

/**
 * The way of a delivery; the last step that happened is the current one, until all have. One that was broken off goes
 * no further.
 */
export function stepsOf({ delivery, notifications }: DeliveryView): readonly Step[] {
  if (delivery === undefined) return []
  const told = (kind: NotificationKind) =>
    notifications.find((notification) => notification.kind === kind)?.at
  const { status, createdAt, pickedUpAt, endedAt } = delivery
  const brokenOff = status === 'failed' || status === 'cancelled'

  const way = [
    { name: 'ordered', at: createdAt },
    { name: 'picked-up', at: pickedUpAt },
    { name: 'approaching', at: told('approaching') },
    { name: 'arrived', at: told('arrived') },
    { name: brokenOff ? status : 'delivered', at: endedAt },
  ] as const satisfies readonly Omit<Step, 'state'>[]

  const shown = brokenOff ? way.filter(({ at }) => at !== undefined) : way
  const current = shown.findLastIndex(({ at }) => at !== undefined)
  return shown.map((step, index) => ({
    ...step,
    state: stateAt(index, status === 'delivered' ? shown.length : current),
  }))
}

function stateAt(index: number, current: number): Step['state'] {
  if (index > current) return 'ahead'
  return index === current ? 'current' : 'done'
}
