import type { MerchantDelivery, RiderTask } from '@doorstep/contracts'
import { clock, duration } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { lateBy } from '../standing/standing.ts'
import { placeName, whenThere } from '../standing/summary.ts'
import { DeliveryTimeline } from './delivery-timeline.tsx'

interface TaskListProps {
  readonly tasks: readonly RiderTask[]
  /** The one of them that the rider is at, as its merchant knows it. */
  readonly delivery: MerchantDelivery | undefined
  readonly now: number
  readonly language: Language
}

/** A rider's open deliveries, in their order. */
export function TaskList({ tasks, delivery, now, language }: TaskListProps) {
  const words = language.messages.ops
  if (tasks.length === 0) return <p class="tasks-none">{words.noTasks}</p>
  return (
    <ol class="tasks" aria-label={words.tasks}>
      {tasks.map((task) => (
        <Task key={task.deliveryId} {...{ task, delivery, now, language }} />
      ))}
    </ol>
  )
}

function Task({
  task,
  delivery,
  now,
  language,
}: Omit<TaskListProps, 'tasks'> & { readonly task: RiderTask }) {
  const { messages, locale } = language
  const words = messages.ops
  const late = lateBy(task, now)
  return (
    <li class="task" data-status={task.status}>
      <p class="task-head">
        <span class="task-place">{placeName(task.dropoff, language)}</span>
        <span class="task-when">{task.arrival !== undefined && whenThere(task, now, language)}</span>
      </p>
      <p class="task-more">
        {messages.home.status[task.status]} · {words.from(placeName(task.pickup, language))}
      </p>
      <p class="task-more">
        {task.promisedAt !== undefined && words.promised(clock(locale, task.promisedAt))}
        {late !== undefined && (
          <span class="badge" data-kind="late">
            {words.lateBy(duration(locale, late))}
          </span>
        )}
      </p>
      {delivery?.deliveryId === task.deliveryId && (
        <DeliveryTimeline
          token={delivery.trackingToken}
          offRouteSince={task.offRouteSince}
          language={language}
        />
      )}
      <p class="card-id">{task.deliveryId}</p>
    </li>
  )
}
