import type { RiderLook } from './rider-look.ts'

/** A rider's sign in the list, as it is on the map. What it says stands beside it in words. */
export function LookMark({ look }: { readonly look: RiderLook }) {
  return <span class="mark" data-look={look} aria-hidden="true" />
}
