import type { Waits } from '../rides/shift.ts'

/** The simulator's riders wait for seconds, so that a demo is lively. What is saved by waiting is least here. */
export const busy: Waits = {
  orderMs: [2_000, 8_000],
  kitchenMs: [5_000, 20_000],
  doorMs: [4_000, 12_000],
}

/** Minutes, as couriers wait. An assumption, not a measurement. */
export const evening: Waits = {
  orderMs: [2 * 60_000, 8 * 60_000],
  kitchenMs: [2 * 60_000, 6 * 60_000],
  doorMs: [60_000, 2 * 60_000],
}
