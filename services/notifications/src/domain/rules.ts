import { approaching } from './approaching.ts'
import { arrived } from './arrived.ts'
import { delivered } from './delivered.ts'
import { pickedUp } from './picked-up.ts'
import type { EventRule, FixRule } from './rule.ts'

/** All there are. Within a list, the order in which one fix or event notifies. */
export const eventRules: readonly EventRule[] = [pickedUp, delivered]
export const fixRules: readonly FixRule[] = [approaching, arrived]
