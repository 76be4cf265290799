import type { Arrival, OpenDelivery, RiderTask, WorkingRider } from '@doorstep/contracts'
import { defined } from '../domain/defined.ts'
import { etaOf, type Progress } from '../domain/progress.ts'
import type { Course } from './course.ts'

/** An arrival that has moved by less is no news: with each fix it moves by a second or two. */
const NEWS_MS = 15_000

/** What an operator is told of a delivery, given how it is getting on. */
export function riderTask({ route, ...delivery }: OpenDelivery, course: Course | undefined): RiderTask {
  return {
    ...delivery,
    ...defined({
      rideMs: route?.durationMs,
      arrival: course && arrivalOf(course.progress),
      offRouteSince: course?.straying.offRouteSince,
    }),
  }
}

/** Whether an operator who knows the one need not be told the other; where the rider is, is told apart. */
export function saysTheSame(known: WorkingRider, now: WorkingRider): boolean {
  return (
    known.name === now.name &&
    known.tasks.length === now.tasks.length &&
    known.tasks.every((task, index) => isSameTask(task, now.tasks[index]))
  )
}

function arrivalOf(progress: Progress): Arrival {
  const { earliestMs, latestMs } = etaOf(progress)
  const { recordedAt } = progress
  return { earliestAt: recordedAt + earliestMs, latestAt: recordedAt + latestMs }
}

function isSameTask(known: RiderTask, now: RiderTask | undefined): boolean {
  return (
    known.deliveryId === now?.deliveryId &&
    known.status === now.status &&
    known.promisedAt === now.promisedAt &&
    known.rideMs === now.rideMs &&
    known.offRouteSince === now.offRouteSince &&
    isSameArrival(known.arrival, now.arrival)
  )
}

function isSameArrival(known: Arrival | undefined, now: Arrival | undefined): boolean {
  if (known === undefined || now === undefined) return known === now
  const movedMs = Math.max(
    Math.abs(known.earliestAt - now.earliestAt),
    Math.abs(known.latestAt - now.latestAt),
  )
  return movedMs < NEWS_MS
}
