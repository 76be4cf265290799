/** Room for one thing that waits: what comes takes the place of what was there. */
export interface WaitingRoom<Item> {
  /** Answers whether something else has lost its place. `outOfPatience` is called if nothing is let in for so long. */
  put(item: Item, patienceMs: number): boolean
  letIn(): Item | undefined
}

export function createWaitingRoom<Item>(outOfPatience: () => void): WaitingRoom<Item> {
  let waiting: Item | undefined
  let timer: NodeJS.Timeout | undefined

  return {
    put(item, patienceMs) {
      const hasReplaced = waiting !== undefined
      waiting = item
      timer ??= setTimeout(outOfPatience, patienceMs).unref()
      return hasReplaced
    },
    letIn() {
      const item = waiting
      waiting = undefined
      clearTimeout(timer)
      timer = undefined
      return item
    },
  }
}
