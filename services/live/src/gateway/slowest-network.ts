/** As slow a network as is reckoned with: 2 KB/s. */
export const SLOWEST_BYTES_PER_MS = 2

/** A phone in a lift is back within this; one that is not is better served by a new connection. */
export const STALLED_AFTER_MS = 10_000

/** How long is waited for who does not read: a long trail takes its time over a slow network, and is being read. */
export function patienceMs(unreadBytes: number): number {
  return STALLED_AFTER_MS + unreadBytes / SLOWEST_BYTES_PER_MS
}
