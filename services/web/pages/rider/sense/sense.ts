import { keepAwake } from './keep-awake.ts'
import { type Watch, type WatchOptions, watchPosition } from './watch-position.ts'

export interface SenseOptions extends WatchOptions {
  readonly onAwake: (awake: boolean) => void
}

/** Watches where the phone is, awake until stopped. */
export function sense({ onAwake, ...watching }: SenseOptions): Watch {
  const watch = watchPosition(watching)
  const letSleep = keepAwake(onAwake)
  return {
    askNow: watch.askNow,
    stop() {
      watch.stop()
      letSleep()
    },
  }
}
