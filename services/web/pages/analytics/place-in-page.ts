import { type Day, isDay } from './day/day.ts'

/** What of the page is looked at. It stands behind the `#`, so that a link leads there and "back" leads back. */
export interface PlaceInPage {
  readonly day: Day
  /** The delivery that is replayed. */
  readonly deliveryId?: string | undefined
}

/** What a hash means; a hash that means nothing is the start of the page. */
export function placeOf(hash: string, today: Day): PlaceInPage {
  const [day = '', deliveryId = ''] = hash.replace(/^#/, '').split('/')
  if (!isDay(day) || day > today) return { day: today }
  return /^[A-Za-z0-9_-]{1,64}$/.test(deliveryId) ? { day, deliveryId } : { day }
}

export function hashOf({ day, deliveryId }: PlaceInPage): string {
  return deliveryId === undefined ? `#${day}` : `#${day}/${deliveryId}`
}
