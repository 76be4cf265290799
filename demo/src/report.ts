import type { Hop } from './check.ts'
import type { System } from './system.ts'

/** What to open, and with which key to call the API. */
export function welcome({ origin, secrets }: Pick<System, 'origin' | 'secrets'>): string {
  return `
  Doorstep is on.

  ${origin}              the deliveries under way; open one to see its customer's map
  ${origin}/ops          every rider at once
  ${origin}/analytics    what happened; each delivery once more
  ${origin}/docs         the API; its key is ${secrets.DOORSTEP_API_KEY}

  Logs are in .doorstep/logs. Ctrl-C stops everything.
`
}

/** The hops of the checked fix, one a line; says what is missing. */
export function hopsTable(hops: readonly Hop[]): string {
  const width = Math.max(...hops.map(({ name }) => name.length))
  const lines = hops.map(({ name, ms }) =>
    ms === undefined
      ? `  ✖ ${name.padEnd(width)}    missing`
      : `  ✔ ${name.padEnd(width)} ${ms.toFixed(1).padStart(7)} ms`,
  )
  return `\nOne fix, milliseconds after the phone posted it:\n\n${lines.join('\n')}\n\n`
}
