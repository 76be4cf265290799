/** Sleep that another can end. A ring that comes while nobody sleeps ends the next sleep at once. */
export interface Alarm {
  ring(): void
  /** Whether it was ended by a ring, not by time. */
  sleep(ms: number): Promise<boolean>
}

export function createAlarm(): Alarm {
  let rung = false
  let wake = () => {}

  return {
    ring() {
      rung = true
      wake()
    },
    async sleep(ms) {
      if (!rung) {
        const awake = Promise.withResolvers<void>()
        wake = awake.resolve
        const timer = setTimeout(wake, ms)
        await awake.promise
        clearTimeout(timer)
      }
      const wasRung = rung
      rung = false
      return wasRung
    },
  }
}
