import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { RiderKey } from '../key/rider-key.ts'
import type { Stop } from '../stops/stops.ts'
import { beginShift, notBegun, type Shift, type ShiftState } from './shift.ts'
import { mayLocate, wasSharing, willShare } from './wish.ts'

export interface ShiftInHand {
  readonly state: ShiftState
  /** What the browser says before it is asked. */
  readonly permission: PermissionState
  share(): void
  pause(): void
  done(stop: Stop): void
}

/** The shift that this key opens, for as long as the page shows it. Shares by itself if it did so when it was left. */
export function useShift(riderKey: RiderKey): ShiftInHand {
  const [state, setState] = useState(notBegun)
  const [permission, setPermission] = useState<PermissionState>('prompt')
  const shift = useRef<Shift | undefined>(undefined)

  useEffect(() => {
    const begun = beginShift(riderKey, setState)
    shift.current = begun
    const stopAsking = mayLocate((permission) => {
      setPermission(permission)
      if (permission === 'granted' && wasSharing()) begun.share()
    })
    return () => {
      stopAsking()
      begun.end()
    }
  }, [riderKey.key])

  return {
    state,
    permission,
    share: useCallback(() => {
      willShare(true)
      shift.current?.share()
    }, []),
    pause: useCallback(() => {
      willShare(false)
      shift.current?.pause()
    }, []),
    done: useCallback((stop: Stop) => shift.current?.done(stop), []),
  }
}
