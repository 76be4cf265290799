/** Where a page ended, by what it is ordered by: enough to go on, also when the delivery itself was erased meanwhile. */
export interface PageEnd {
  readonly endedAt: number
  readonly deliveryId: string
}

/** A time in base 36, of no more digits than what a timestamp of Postgres can hold. */
const SHAPE = /^([0-9a-z]{1,10})-(.+)$/

export function cursorOf({ endedAt, deliveryId }: PageEnd): string {
  return `${endedAt.toString(36)}-${deliveryId}`
}

/** Undefined for what is no cursor. */
export function pageEndOf(cursor: string): PageEnd | undefined {
  const [, time = '', deliveryId = ''] = SHAPE.exec(cursor) ?? []
  return deliveryId === '' ? undefined : { endedAt: Number.parseInt(time, 36), deliveryId }
}
