import type { Language } from '../../words/language.ts'
import { currentTask, nextStop } from '../selected/selection.ts'
import { LookMark } from '../standing/look-mark.tsx'
import { lookOf } from '../standing/rider-look.ts'
import { badgeOf, placeName, whenThere } from '../standing/summary.ts'
import { type ListedRider, nameOf } from './listing.ts'

interface RiderRowProps extends ListedRider {
  readonly now: number
  readonly selectedId: string | undefined
  readonly language: Language
  readonly onSelect: (riderId: string) => void
}

/** One rider in the list: who, how they stand, where to, and when they are there. */
export function RiderRow({ rider, standing, now, selectedId, language, onSelect }: RiderRowProps) {
  const task = currentTask(rider)
  const badge = badgeOf(standing, now, language)
  const words = language.messages.ops
  return (
    <button
      type="button"
      class="row-button"
      aria-pressed={rider.riderId === selectedId}
      onClick={() => onSelect(rider.riderId)}
    >
      <LookMark look={lookOf(standing)} />
      <span class="row-name">{nameOf(rider)}</span>
      {badge !== undefined && (
        <span class="badge" data-kind={badge.kind}>
          {badge.label}
        </span>
      )}
      <span class="row-task">
        {task === undefined
          ? words.activity.free
          : words[task.status === 'assigned' ? 'fetching' : 'bringing'](placeName(nextStop(task), language))}
        {rider.tasks.length > 1 && ` ${words.more(String(rider.tasks.length - 1))}`}
      </span>
      <span class="row-when">{task && whenThere(task, now, language)}</span>
    </button>
  )
}
