import { isRevoked, type RiderKeyValidity, readRiderKey, riderKeys } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { RiderKeys } from './routes/rider-credential.ts'

/**
 * A key proves itself by its signature; what was revoked is known from `rider-keys`. Whole once started: a restart
 * brings no revoked key back.
 */
export function followRiderKeys(
  kafka: KafkaCluster,
  secrets: readonly string[],
): RiderKeys & Service & ReadinessCheck {
  const validFrom = new Map<string, number>()
  const listeners: ((riderId: string) => void)[] = []

  function revoke(riderId: string, before: number): void {
    if (before <= (validFrom.get(riderId) ?? 0)) return
    validFrom.set(riderId, before)
    for (const listener of listeners) listener(riderId)
  }

  const table = followTopic(kafka, {
    topic: riderKeys,
    apply(validity: RiderKeyValidity | undefined, { key }) {
      if (validity === undefined) validFrom.delete(key)
      else revoke(key, validity.validFrom)
    },
  })

  return {
    ...table,
    onRevoked: (listener) => void listeners.push(listener),
    riderOf(key) {
      const read = readRiderKey(key, secrets)
      return read !== undefined && !isRevoked(read, validFrom.get(read.riderId)) ? read.riderId : undefined
    },
  }
}
