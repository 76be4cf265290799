/** First in, first out, without moving what waits each time one goes. */
export interface Fifo<Item> {
  readonly oldest: Item | undefined
  push(item: Item): void
  shift(): Item | undefined
}

export function fifo<Item>(): Fifo<Item> {
  let items: Item[] = []
  let next = 0

  return {
    get oldest() {
      return items[next]
    },
    push: (item) => void items.push(item),
    shift() {
      const item = items[next]
      if (item === undefined) return undefined
      next += 1
      if (next * 2 >= items.length) {
        items = items.slice(next)
        next = 0
      }
      return item
    },
  }
}
