import { useEffect, useState } from 'preact/hooks'
import { forgetDeliveries } from '../stops/remembered-deliveries.ts'
import { forgetKey, type RiderKey, storedKey, storeKey, takeKeyFromAddress } from './rider-key.ts'

/** The key that this phone rides with: from the link it was opened by, else the one before. */
export function useRiderKey() {
  const [riderKey, setRiderKey] = useState(() => takeKeyFromAddress() ?? storedKey())

  // A link that is opened where the page is open already.
  useEffect(() => {
    const opened = () => {
      const given = takeKeyFromAddress()
      if (given !== undefined) setRiderKey(given)
    }
    window.addEventListener('hashchange', opened)
    return () => window.removeEventListener('hashchange', opened)
  }, [])

  return {
    riderKey,
    use(given: RiderKey) {
      storeKey(given)
      setRiderKey(given)
    },
    forget() {
      forgetKey()
      forgetDeliveries()
      setRiderKey(undefined)
    },
  }
}
