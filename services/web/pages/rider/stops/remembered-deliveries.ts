import type { RiderDeliveries } from '@doorstep/contracts'

const STORED = 'doorstep-rider-deliveries'

interface Remembered {
  readonly riderId: string
  readonly known: RiderDeliveries
}

/** What this rider had to do when it was last asked: a page that is opened without network shows that. */
export function rememberedDeliveries(riderId: string): RiderDeliveries | undefined {
  try {
    const remembered: Remembered | null = JSON.parse(localStorage.getItem(STORED) ?? 'null')
    return remembered?.riderId === riderId ? remembered.known : undefined
  } catch {
    return undefined
  }
}

export function rememberDeliveries(riderId: string, known: RiderDeliveries): void {
  try {
    localStorage.setItem(STORED, JSON.stringify({ riderId, known } satisfies Remembered))
  } catch {
    // Storage is closed to this page: without network it then opens without stops.
  }
}

/** Customers' addresses are not for who has the phone next. */
export function forgetDeliveries(): void {
  try {
    localStorage.removeItem(STORED)
  } catch {
    // Storage is closed to this page: nothing was kept.
  }
}
