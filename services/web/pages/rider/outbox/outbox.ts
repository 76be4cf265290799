import { backoffMs } from '../../live/backoff.ts'
import type { Answer } from './answer.ts'
import type { Kept, KeptItems } from './kept-items.ts'

/** What became of the oldest of what is kept. */
export type Outcome<Item, Body> = Answer<Body> & { readonly items: readonly Kept<Item>[] }

export interface OutboxOptions<Item, Body> {
  readonly kept: KeptItems<Item>
  /** As much goes into one request. */
  readonly most: number
  readonly send: (items: readonly [Kept<Item>, ...Kept<Item>[]]) => Promise<Answer<Body>>
  readonly onOutcome: (outcome: Outcome<Item, Body>) => void
}

export interface Outbox {
  /** Something was added. Sends it, unless a wait is on. */
  send(): Promise<void>
  /** The phone is online again, or in somebody's hand: tries now, whatever was being waited for. */
  retryNow(): Promise<void>
  stop(): void
}

/**
 * Tells the server what is kept, oldest first, one request at a time: so in order, and at-least-once. What is kept
 * is forgotten only when it was taken or can never be. Of a batch that is refused whole, halves are sent, until the
 * one at fault is alone.
 */
export function createOutbox<Item, Body>(options: OutboxOptions<Item, Body>): Outbox {
  const { most, onOutcome } = options
  let running = false
  let added = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let size = most
  let halted: 'key-refused' | 'stopped' | undefined

  const mayGoOn = () => halted === undefined && retry === undefined

  async function run(): Promise<void> {
    if (running) return
    running = true
    try {
      do {
        added = false
        while (mayGoOn() && (await step()));
      } while (added && mayGoOn())
    } finally {
      running = false
    }
  }

  /** Whether there was something to tell. */
  async function step(): Promise<boolean> {
    const outcome = await tellOldest(options, size)
    if (outcome === undefined || halted !== undefined) return false
    const again = outcome.kind === 'refused' && outcome.items.length > 1
    size = again ? Math.ceil(outcome.items.length / 2) : most
    failures = outcome.kind === 'later' ? failures + 1 : 0
    if (outcome.kind === 'key-refused') halted = 'key-refused'
    if (outcome.kind === 'later')
      retry = setTimeout(retryNow, Math.max(outcome.retryAfterMs, backoffMs(failures)))
    if (!again) onOutcome(outcome)
    return true
  }

  async function retryNow(): Promise<void> {
    clearTimeout(retry)
    retry = undefined
    if (halted === 'key-refused') halted = undefined
    await run()
  }

  return {
    async send() {
      added = true
      await run()
    },
    retryNow,
    stop() {
      halted = 'stopped'
      clearTimeout(retry)
    },
  }
}

async function tellOldest<Item, Body>(
  { kept, send }: OutboxOptions<Item, Body>,
  size: number,
): Promise<Outcome<Item, Body> | undefined> {
  const items = await kept.oldest(size)
  const [first, ...others] = items
  if (first === undefined) return undefined
  const answer = await send([first, ...others])
  const settled = answer.kind === 'taken' || (answer.kind === 'refused' && items.length === 1)
  if (settled) await kept.remove(items)
  return { ...answer, items }
}
