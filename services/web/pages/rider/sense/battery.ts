import type { Battery } from './reading.ts'

declare global {
  interface Navigator {
    /** Chromium only; elsewhere the battery is the phone's secret. */
    getBattery?(): Promise<Battery & EventTarget>
  }
}

/** The phone's battery as it changes, where it may be known. Returns how to stop. */
export function watchBattery(onChange: (battery: Battery) => void): () => void {
  const stopped = new AbortController()
  navigator.getBattery?.().then(
    (battery) => {
      const tell = () => onChange({ level: battery.level, charging: battery.charging })
      if (stopped.signal.aborted) return
      for (const event of ['levelchange', 'chargingchange']) battery.addEventListener(event, tell, stopped)
      tell()
    },
    () => {},
  )
  return () => stopped.abort()
}
