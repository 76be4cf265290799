import { useRef } from 'preact/hooks'
import type { Span } from '../day/day.ts'
import { drawn, type Handle, moved, shifted } from './brush.ts'

/** A finger that went no further has not drawn anything. */
const DRAG_PX = 4

interface Drag {
  readonly by: Handle | 'all' | 'new'
  readonly startX: number
  readonly startAt: number
  readonly brush: Span
}

export interface BrushDragOptions {
  readonly day: Span
  readonly brush: Span
  readonly onBrush: (brush: Span) => void
}

/** What a pointer does to a brush: moves one of its ends, or all of it, or draws another over the `area`. */
export function useBrushDrag({ day, brush, onBrush }: BrushDragOptions) {
  const area = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag | undefined>(undefined)

  function momentAt(clientX: number): number {
    const { left, width } = area.current?.getBoundingClientRect() ?? { left: 0, width: 1 }
    return day.from + ((clientX - left) / width) * (day.to - day.from)
  }

  return {
    area,
    begin(event: PointerEvent, by: Drag['by']): void {
      if (event.button !== 0) return
      event.stopPropagation()
      area.current?.setPointerCapture(event.pointerId)
      drag.current = { by, startX: event.clientX, startAt: momentAt(event.clientX), brush }
    },
    move(event: PointerEvent): void {
      const begun = drag.current
      if (begun === undefined || Math.abs(event.clientX - begun.startX) < DRAG_PX) return
      const at = momentAt(event.clientX)
      if (begun.by === 'new') onBrush(drawn(begun.startAt, at, day))
      else if (begun.by === 'all') onBrush(shifted(begun.brush, at - begun.startAt, day))
      else onBrush(moved(begun.brush, begun.by, begun.brush[begun.by] + at - begun.startAt, day))
    },
    end(): void {
      drag.current = undefined
    },
  }
}
