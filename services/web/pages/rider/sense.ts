import { keepAwake } from './keep-awake.ts'
import { type WatchOptions, watchPosition } from './watch-position.ts'

interface SenseOptions extends WatchOptions {
  readonly onAwake: (awake: boolean) => void
}

/** Watches where the phone is, awake; returns how to stop both. */
export function sense({ onAwake, ...watching }: SenseOptions): () => void {
  const stopWatching = watchPosition(watching)
  const letSleep = keepAwake(onAwake)
  return () => {
    stopWatching()
    letSleep()
  }
}
