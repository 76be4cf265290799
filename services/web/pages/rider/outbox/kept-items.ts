/** Something this phone has to tell, and when it happened. One rider's items are told apart by that time. */
export interface Kept<Item> {
  readonly at: number
  readonly item: Item
}

/** What this phone has still to tell, oldest first. Outlives the page. */
export interface KeptItems<Item> {
  add(kept: Kept<Item>): Promise<void>
  oldest(limit: number): Promise<Kept<Item>[]>
  remove(told: readonly Kept<Item>[]): Promise<void>
  count(): Promise<number>
}
