import { useEffect, useState } from 'preact/hooks'

/** The time, told again each second: an age is no news, so nothing else would tell it. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
