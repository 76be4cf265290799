import './age-chip.css'
import type { Summary } from '../live/summary.ts'

/** How old what is shown is, in colour and in words. */
export function AgeChip({ age }: { readonly age: NonNullable<Summary['age']> }) {
  return (
    <span class="age" data-kind={age.kind}>
      {age.label}
    </span>
  )
}
