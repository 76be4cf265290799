/** Where a page ended: enough to go on, also when the delivery that it ended with was erased meanwhile. */
export interface PageEnd {
  readonly createdAt: number
  readonly deliveryId: string
}

/** A time in base 36, of no more digits than what a `Date` can hold. */
const SHAPE = /^([0-9a-z]{1,10})-(.+)$/

export function cursorOf({ createdAt, deliveryId }: PageEnd): string {
  return `${createdAt.toString(36)}-${deliveryId}`
}

/** Undefined for what is no cursor. */
export function pageEndOf(cursor: string): PageEnd | undefined {
  const [, time = '', deliveryId = ''] = SHAPE.exec(cursor) ?? []
  return deliveryId === '' ? undefined : { createdAt: Number.parseInt(time, 36), deliveryId }
}
