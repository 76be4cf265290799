interface Place {
  readonly x: number
  readonly y: number
}

/** What of all is closest to a point, and within reach of it. */
export function nearest<Thing extends Place>(
  things: Iterable<Thing>,
  { x, y }: Place,
  reach: number,
): Thing | undefined {
  let closest: Thing | undefined
  let least = reach
  for (const thing of things) {
    const apart = Math.hypot(thing.x - x, thing.y - y)
    if (apart > least) continue
    least = apart
    closest = thing
  }
  return closest
}
