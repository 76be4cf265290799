const SEED = 0x9747b28c
const M = 0x5bd1e995

/**
 * MurmurHash2, 32 bits, signed, as every Kafka client hashes keys.
 * Source: org.apache.kafka.common.utils.Utils.murmur2.
 */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tail = bytes.length & ~3
  let hash = SEED ^ bytes.length

  for (let at = 0; at < tail; at += 4) {
    hash = Math.imul(hash, M) ^ mixed(view.getInt32(at, true))
  }
  for (let at = bytes.length - 1; at >= tail; at--) hash ^= view.getUint8(at) << (8 * (at - tail))
  if (tail < bytes.length) hash = Math.imul(hash, M)

  hash = Math.imul(hash ^ (hash >>> 13), M)
  return hash ^ (hash >>> 15)
}

function mixed(word: number): number {
  const product = Math.imul(word, M)
  return Math.imul(product ^ (product >>> 24), M)
}

/** The partition every Kafka client would choose for this key. */
export function partitionFor(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions
}
