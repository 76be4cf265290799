import { quantile } from '../../alternate.ts'

/** A phone's side of one connection: one message at a time. */
export interface Connection {
  /** Sends the next message; `answered` is told whether it was taken. Throws nothing: what fails is not taken. */
  send(answered: (taken: boolean) => void): void
}

export interface LoadOptions {
  readonly seconds: number
  /** Messages a second, whether answers come or not. Without it each connection sends when it has its answer. */
  readonly ratePerS?: number | undefined
  /** Wants every latency, not only two of them. */
  readonly each?: boolean | undefined
}

export interface Answers {
  readonly taken: number
  readonly refused: number
  readonly perS: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly latenciesMs?: readonly number[]
}

/** Sends over all connections for so long, and waits for every answer. */
export async function drive(connections: readonly Connection[], options: LoadOptions): Promise<Answers> {
  const { seconds, ratePerS, each = false } = options
  const began = performance.now()
  const endsAt = began + seconds * 1000
  const latencies: number[] = []
  let refused = 0
  let late = 0

  function exchange(connection: Connection, since: number, then: () => void): void {
    connection.send((taken) => {
      const now = performance.now()
      if (!taken) refused += 1
      else if (now <= endsAt) latencies.push(now - since)
      else late += 1
      then()
    })
  }

  if (ratePerS === undefined) await asFastAsAnswered(connections, endsAt, exchange)
  else await atRate(connections, { began, endsAt, ratePerS }, exchange)
  return {
    taken: latencies.length + late,
    refused,
    perS: latencies.length / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    ...(each && { latenciesMs: latencies }),
  }
}

type Exchange = (connection: Connection, since: number, then: () => void) => void

async function asFastAsAnswered(
  connections: readonly Connection[],
  endsAt: number,
  exchange: Exchange,
): Promise<void> {
  await Promise.all(
    connections.map((connection) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      function next(): void {
        const now = performance.now()
        if (now < endsAt) exchange(connection, now, next)
        else resolve()
      }
      next()
      return promise
    }),
  )
}

interface Schedule {
  readonly began: number
  readonly endsAt: number
  readonly ratePerS: number
}

/** An open model: what finds no idle connection waits for one, and its wait counts as latency. */
async function atRate(
  connections: readonly Connection[],
  { began, endsAt, ratePerS }: Schedule,
  exchange: Exchange,
): Promise<void> {
  const idle = [...connections]
  const betweenMs = 1000 / ratePerS
  let dueAt = began
  const { promise, resolve } = Promise.withResolvers<void>()

  function sendWhatIsDue(): void {
    const now = performance.now()
    while (dueAt <= now && dueAt < endsAt) {
      const connection = idle.shift()
      if (connection === undefined) return
      const since = dueAt
      dueAt += betweenMs
      exchange(connection, since, () => {
        idle.push(connection)
        sendWhatIsDue()
      })
    }
    if (dueAt >= endsAt && idle.length === connections.length) resolve()
  }

  const clock = setInterval(sendWhatIsDue, 1)
  await promise
  clearInterval(clock)
}
