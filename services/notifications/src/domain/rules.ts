import { approaching } from './approaching.ts'
import { arrived } from './arrived.ts'
import { assigned } from './assigned.ts'
import { delivered } from './delivered.ts'
import { failed } from './failed.ts'
import { late } from './late.ts'
import { offRoute } from './off-route.ts'
import { pickedUp } from './picked-up.ts'
import type { Alarm, EventRule, FixRule } from './rule.ts'
import { silent } from './silent.ts'
import { stalled } from './stalled.ts'

/** All there are. Within a list, the order in which one fix, event or moment notifies. */
export const eventRules: readonly EventRule[] = [assigned, pickedUp, delivered, failed]
export const fixRules: readonly FixRule[] = [offRoute, approaching, arrived]
export const alarms: readonly Alarm[] = [late, silent, stalled]
