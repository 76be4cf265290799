/** The right to handle and commit the partitions this member was given, until the group is joined anew. */
export interface Lease {
  /** Aborted when nothing more should be begun: the partitions went elsewhere, or the process stops. */
  readonly signal: AbortSignal
  /** Whether what was handled under it may still be committed. */
  readonly held: boolean
}

export interface Leases {
  readonly current: Lease
  /** The group was joined anew: what was handled before may be another member's by now. */
  renew(): void
  /** Nothing more is begun; what is in hand may still be finished and committed. */
  windDown(): void
}

export function leases(): Leases {
  let stopping = false
  let revoke = () => {}
  let windDown = () => {}
  let current = lease()

  function lease(): Lease {
    const abort = new AbortController()
    let held = true
    windDown = () => abort.abort()
    revoke = () => {
      held = false
      abort.abort()
    }
    if (stopping) abort.abort()
    return {
      signal: abort.signal,
      get held() {
        return held
      },
    }
  }

  return {
    get current() {
      return current
    },
    renew() {
      revoke()
      current = lease()
    },
    windDown() {
      stopping = true
      windDown()
    },
  }
}
