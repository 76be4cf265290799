import type { Location, Position, RiderTask, WorkingRider } from '@doorstep/contracts'
import { alongRoute } from '../../map/along-route.ts'
import { smoothedTrack } from '../../map/smoothed-track.ts'
import type { Selection } from '../map/ops-map.ts'

/** The delivery that a rider is at: the first that is picked up, else the first to be fetched. */
export function currentTask({ tasks }: Pick<WorkingRider, 'tasks'>): RiderTask | undefined {
  return tasks.find(({ status }) => status === 'picked-up') ?? tasks[0]
}

/** Where a rider goes next for a delivery. */
export function nextStop({ status, pickup, dropoff }: RiderTask): RiderTask['pickup'] {
  return status === 'assigned' ? pickup : dropoff
}

/** What is drawn of one rider. */
export function selectionOf(
  rider: WorkingRider,
  route: readonly Position[] | undefined,
  reported: readonly Location[],
): Selection {
  const task = currentTask(rider)
  return {
    riderId: rider.riderId,
    position: rider.fix,
    stop: task && { pickup: task.pickup, dropoff: task.dropoff, next: nextStop(task) },
    route,
    alongM: task?.status === 'picked-up' && route && rider.fix ? alongRoute(route, rider.fix) : undefined,
    track: { smoothed: smoothedTrack(reported, route), reported },
  }
}
