import { orderFor, type Recording, shiftedTo } from './domain/gpx.ts'
import type { Random } from './domain/random.ts'
import { reportStatus } from './report-status.ts'
import { onDuty, type World } from './rider.ts'

/** The customer looks at the receipt, then at the door. */
const AT_THE_DOOR_MS = 3_000

/**
 * Rides a recording once, from pickup to drop-off, at the pace at which it was recorded: the fixes are the file's own,
 * as many as the API asks for, their times moved to now.
 */
export async function recordedRide(
  world: World,
  recording: Recording,
  random: Random,
  until: AbortSignal,
): Promise<void> {
  const { merchant, clock, tally } = world
  await onDuty(world, random, until, async ({ rider, phone, signal }) => {
    const patient = { ...world, rider, random, signal }
    const { deliveryId } = await merchant.order(orderFor(recording), rider.riderId, patient)
    await reportStatus(patient, deliveryId, 'picked-up')
    phone.hasNews()
    for (const fix of shiftedTo(recording, clock.now())) {
      await clock.sleep(Math.max(0, fix.recordedAt - clock.now()), signal)
      if (phone.isDue()) phone.record(fix)
    }
    await clock.sleep(AT_THE_DOOR_MS, signal)
    await reportStatus(patient, deliveryId, 'delivered')
    tally.deliveries('delivered')
  })
}
