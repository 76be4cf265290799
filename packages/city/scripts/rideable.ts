import { isUnderground, type Tags } from './extract.ts'

const streets =
  /^(primary|secondary|tertiary|unclassified|residential|living_street|service|cycleway|pedestrian|path|track)(_link)?$/
const allowed = new Set(['yes', 'designated', 'permissive'])
const closed = new Set(['no', 'private', 'service'])

/** Whether one may ride a bicycle there: on streets unless forbidden, on footways only where allowed. */
export function isRideable(tags: Tags): boolean {
  const { highway = '', bicycle = '', access = '', area } = tags
  if (isUnderground(tags) || area === 'yes' || bicycle === 'no') return false
  if (closed.has(access) && !allowed.has(bicycle)) return false
  return streets.test(highway) || (highway === 'footway' && allowed.has(bicycle))
}

export function isOneway(tags: Tags): boolean {
  return tags.oneway === 'yes' && tags['oneway:bicycle'] !== 'no'
}
