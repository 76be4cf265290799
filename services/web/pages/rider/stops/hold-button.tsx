import { useEffect, useRef, useState } from 'preact/hooks'

interface HoldButtonProps {
  readonly label: string
  readonly hint: string
  /** What it says once it was pressed by key. */
  readonly again: string
  readonly onConfirm: () => void
}

/** As in the style sheet: a pocket does not press as long, a thumb is not tired by it. */
const HOLD_MS = 700
const ARMED_MS = 4_000

/**
 * Confirms when it is held; so a touch by chance does nothing. By keyboard, and by whatever else presses without
 * touching, it is pressed twice.
 */
export function HoldButton({ label, hint, again, onConfirm }: HoldButtonProps) {
  const [holding, setHolding] = useState(false)
  const [armed, setArmed] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function wait(ms: number, then: () => void): void {
    clearTimeout(timer.current)
    timer.current = setTimeout(then, ms)
  }

  function hold(event: PointerEvent): void {
    if (event.button !== 0) return
    setArmed(false)
    setHolding(true)
    wait(HOLD_MS, () => {
      setHolding(false)
      navigator.vibrate?.(30)
      onConfirm()
    })
  }

  function letGo(): void {
    if (!holding) return
    setHolding(false)
    clearTimeout(timer.current)
  }

  function press(event: MouseEvent): void {
    const byPointer = event.detail > 0
    if (byPointer) return
    setArmed(!armed)
    if (armed) onConfirm()
    else wait(ARMED_MS, () => setArmed(false))
  }

  return (
    <button
      type="button"
      class="hold"
      data-holding={holding}
      onPointerDown={hold}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onPointerLeave={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onClick={press}
    >
      <span class="hold-label">{label}</span>
      <span class="hold-hint" aria-live="polite">
        {armed ? again : hint}
      </span>
    </button>
  )
}
