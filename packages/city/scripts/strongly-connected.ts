/** Something that leads from one node to another, or both ways unless it is one-way. */
export interface Link {
  readonly from: number
  readonly to: number
  readonly oneway: boolean
}

/** The largest set of nodes of which each can be reached from each other. */
export function largestStronglyConnected(links: readonly Link[]): Set<number> {
  const ahead = new Map<number, number[]>()
  const behind = new Map<number, number[]>()
  for (const { from, to, oneway } of links) {
    add(ahead, from, to)
    add(behind, to, from)
    if (oneway) continue
    add(ahead, to, from)
    add(behind, from, to)
  }
  let largest = new Set<number>()
  const left = new Set([...ahead.keys(), ...behind.keys()])
  for (const start of left) {
    const component = reachedFrom(start, ahead).intersection(reachedFrom(start, behind))
    for (const node of component) left.delete(node)
    if (component.size > largest.size) largest = component
  }
  return largest
}

function reachedFrom(start: number, ways: ReadonlyMap<number, readonly number[]>): Set<number> {
  const reached = new Set([start])
  // A set is iterated in the order of insertion, those added meanwhile included: it is its own queue.
  for (const node of reached) for (const next of ways.get(node) ?? []) reached.add(next)
  return reached
}

function add(ways: Map<number, number[]>, from: number, to: number): void {
  const known = ways.get(from)
  if (known === undefined) ways.set(from, [to])
  else known.push(to)
}
