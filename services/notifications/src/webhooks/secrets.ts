import { hkdfSync } from 'node:crypto'
import { type Endpoint, signingGenerations } from '../domain/endpoint.ts'

const SECRET_BYTES = 32

export interface SigningSecrets {
  /** All that sign for this endpoint now, newest first; of one without settings, the installation's. */
  of(endpoint: Endpoint | undefined, now: number): readonly string[]
  /** The newest. */
  newestOf(endpoint: Endpoint): string
}

/**
 * Endpoints' secrets are derived from the installation's, so none is kept, and a database that leaks gives none away.
 * `previous` is the installation's secret before: for as long as it is given, it signs too.
 */
export function signingSecrets(secret: string, previous?: string): SigningSecrets {
  const masters = previous === undefined ? [secret] : [secret, previous]
  const derived = (master: string, { webhookId }: Endpoint, generation: number) => {
    if (generation === 0) return master
    const key = Buffer.from(master.replace(/^whsec_/, ''), 'base64')
    const bytes = hkdfSync('sha256', key, '', `webhook ${webhookId} ${generation}`, SECRET_BYTES)
    return `whsec_${Buffer.from(bytes).toString('base64')}`
  }

  return {
    of(endpoint, now) {
      if (endpoint === undefined) return masters
      const generations = signingGenerations(endpoint, now)
      return masters.flatMap((master) =>
        generations.map((generation) => derived(master, endpoint, generation)),
      )
    },
    newestOf: (endpoint) => derived(secret, endpoint, endpoint.generation),
  }
}
