import { astrayAfter } from '@doorstep/geo'
import type { FixRule } from './rule.ts'

/** The rider was certainly off the route, and still is half a minute later. Again after each return. */
export const offRoute: FixRule = {
  kind: 'off-route',
  consider(fix, { route, progress: { astraySince, carriedAlong, told } }) {
    if (route === undefined || carriedAlong || told.arrived !== undefined) return {}
    const { since, happenedAt } = astrayAfter(route, fix, astraySince)
    return { happenedAt, remember: { astraySince: since } }
  },
}
