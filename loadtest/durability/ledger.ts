import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Entry } from '@doorstep/testing'

/** One report of a phone and what came back: a status, or why nothing did. */
export interface Attempt {
  readonly rider: string
  readonly recordedAt: readonly number[]
  readonly sentAt: number
  readonly answeredAt: number
  readonly outcome: string
}

/** What was sent and what was promised, as the client saw it: a file to which lines are only ever added. */
export interface Ledger {
  add(attempt: Attempt): void
  close(): Promise<void>
}

export const ACKNOWLEDGED = '202'

/** A line for each fix of each attempt: rider, recordedAt, sentAt, answeredAt, outcome. */
export function openLedger(file: string): Ledger {
  const lines = createWriteStream(file)
  return {
    add({ rider, recordedAt, sentAt, answeredAt, outcome }) {
      lines.write(recordedAt.map((at) => `${rider} ${at} ${sentAt} ${answeredAt} ${outcome}\n`).join(''))
    },
    async close() {
      lines.end()
      await once(lines, 'finish')
    },
  }
}

/** The fixes that were promised to be safe. */
export async function acknowledgedIn(file: string): Promise<Entry[]> {
  const acknowledged: Entry[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [key = '', recordedAt, , , outcome] = line.split(' ')
    if (outcome === ACKNOWLEDGED) acknowledged.push({ key, sequence: Number(recordedAt) })
  }
  return acknowledged
}
