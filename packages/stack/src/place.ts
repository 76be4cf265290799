import type { Keeper } from './keeper.ts'

/** Where parts keep their data, and for how long. */
export interface Place {
  readonly folder: string
  /** Whether the folder outlives the stack: then ports are remembered and processes end in order. */
  readonly kept: boolean
  readonly keeper: Keeper
}
