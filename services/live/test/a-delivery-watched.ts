import { type aDeliveryUnderWay, positionShown, statusReached } from './a-delivery-under-way.ts'
import type { Viewer } from './a-viewer.ts'

type DeliveryUnderWay = ReturnType<typeof aDeliveryUnderWay>
type Open = (token: string) => Viewer

/** Picks it up; answers with a page that has been told so. */
export async function watchedSincePickup(delivery: DeliveryUnderWay, open: Open): Promise<Viewer> {
  await delivery.created()
  await delivery.pickedUp()
  const page = open(delivery.token)
  await statusReached(page, 'picked-up')
  return page
}

/** Picks it up and reports; answers with a page that has been shown where the rider is. */
export async function watchedOnItsWay(delivery: DeliveryUnderWay, open: Open): Promise<Viewer> {
  const page = await watchedSincePickup(delivery, open)
  await positionShown(page, delivery)
  return page
}
