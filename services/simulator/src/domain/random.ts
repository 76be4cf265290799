/** All chance in the simulator comes from one of these: the same seed gives the same riders, orders and errors. */
export interface Random {
  /** 0 to below 1. */
  next(): number
  between(min: number, max: number): number
  chance(probability: number): boolean
  /** One of them; there must be one. */
  pick<Item>(items: readonly Item[]): Item
  /** Normally distributed: mean 0, deviation 1. */
  gaussian(): number
  /** Another source, of its own: what is drawn from one changes nothing in the other. */
  fork(name: string): Random
}

export function createRandom(seed: number | string): Random {
  let state = hashOf(String(seed))

  /** Mulberry32, by Tommy Ettinger (public domain). */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    next,
    between: (min, max) => min + (max - min) * next(),
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('Nothing to pick from')
      return item
    },
    // Box–Muller; 1 - next() is never 0.
    gaussian: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (name) => createRandom(`${seed}/${name}`),
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash
}
