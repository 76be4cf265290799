import type { Connection } from './connection.ts'

/** A phone that was asleep or offline may hold a socket that is dead without knowing. Returns how to stop. */
export function retryWhenBack(live: Connection, wanted: () => boolean): () => void {
  const back = () => {
    if (document.visibilityState === 'visible' && wanted()) live.retryNow()
  }
  window.addEventListener('online', back)
  document.addEventListener('visibilitychange', back)
  return () => {
    window.removeEventListener('online', back)
    document.removeEventListener('visibilitychange', back)
  }
}
