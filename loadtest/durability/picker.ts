import { createHash } from 'node:crypto'

/** Picks one of them; the same seed picks the same. */
export function picker(seed: string): <Item>(items: readonly Item[]) => Item {
  let picked = 0
  return <Item>(items: readonly Item[]) => {
    const draw = createHash('sha256').update(`${seed}/${picked++}`).digest().readUInt32BE()
    return items[draw % items.length] as Item
  }
}
