import type { Service } from '@doorstep/runtime'
import { silentLog, until } from '@doorstep/testing'
import { afterEach, beforeEach, inject } from 'vitest'
import { createSender, type SenderOptions } from '../src/sender.ts'
import { anOutbox, type Outbox } from './outbox.ts'

interface KeptDispatch {
  readonly notification_id: string
  readonly channel: string
  readonly target: string
  readonly state: string
  readonly tries: number
  readonly outcome: string | null
}

/** For each test of the file an outbox of its own, of which what it started is stopped before. */
export function sendingEach() {
  let outbox: Outbox
  const stopping: (() => unknown)[] = []
  beforeEach(async () => {
    outbox = await anOutbox(inject('databaseUrl'))
  })
  afterEach(async () => {
    for (const stop of stopping.splice(0).reverse()) await stop()
    await outbox.stop()
  })

  const dispatches = () =>
    outbox.sql<KeptDispatch[]>`
      select notification_id, channel, target, state, tries, outcome from dispatches order by dispatch_id`

  return {
    get outbox() {
      return outbox
    },
    /** Answers it, to be stopped after the test. */
    stopped<Started extends { stop(): unknown }>(started: Started): Started {
      stopping.push(() => started.stop())
      return started
    },
    async startSender(
      channels: SenderOptions['channels'],
      schedule: readonly number[] = [0, 0, 0],
    ): Promise<Service> {
      const sender = createSender({ sql: outbox.sql, channels, schedule, log: silentLog })
      await sender.start()
      stopping.push(sender.stop)
      return sender
    },
    /** In the order in which they were added. */
    dispatches,
    settled: () => until(async () => (await dispatches()).every(({ state }) => state !== 'pending')),
  }
}
