import { DoorstepError } from './errors.ts'

/** A long-running part of a process. Started in order, stopped in reverse. Stopping what is stopped does nothing. */
export interface Service {
  readonly name: string
  start(): Promise<void>
  stop(): Promise<void>
}

export class StartError extends DoorstepError {
  readonly code = 'START_FAILED'
  readonly retryable = false
}

/** One service made of several: a failed start stops what had already started. */
export function composeServices(name: string, parts: readonly Service[]): Service {
  const started: Service[] = []

  async function stop(): Promise<void> {
    for (let part = started.pop(); part !== undefined; part = started.pop()) await part.stop()
  }

  return {
    name,
    stop,
    async start() {
      for (const part of parts) {
        try {
          await part.start()
        } catch (cause) {
          await stop()
          const reason = cause instanceof Error ? cause.message : String(cause)
          throw new StartError(`${name}: ${part.name} did not start: ${reason}`, { cause })
        }
        started.push(part)
      }
    },
  }
}
