import type { ReadinessCheck } from '@doorstep/runtime'
import type { Upstream } from './upstreams.ts'

/** A check must answer within a second. */
const TIMEOUT_MS = 900

/** Ready when the service behind is: asks its `/readyz`, and passes on what it waits for. */
export function upstreamReady({ name, url }: Upstream): ReadinessCheck {
  return {
    name,
    async waitingFor() {
      try {
        const response = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(TIMEOUT_MS) })
        if (response.ok) return undefined
        return reasonsIn(await response.json())
      } catch {
        return 'does not answer'
      }
    },
  }
}

function reasonsIn(body: unknown): string {
  const waitingFor = typeof body === 'object' && body !== null && 'waitingFor' in body ? body.waitingFor : {}
  const reasons = Object.entries(waitingFor ?? {}).map(([check, reason]) => `${check}: ${reason}`)
  return reasons.join('; ') || 'not ready'
}
