const EVERY_MS = 25_000

/** Sockets that came in one wave after a restart must not beat in one wave for ever. */
const JITTER_MS = 5_000

/** Calls `beat` every 25 to 30 s until stopped. Proxies cut what is silent for a minute. */
export function everyHeartbeat(beat: () => void): { stop(): void } {
  let timer = next()

  function next(): NodeJS.Timeout {
    return setTimeout(
      () => {
        timer = next()
        beat()
      },
      EVERY_MS + Math.random() * JITTER_MS,
    ).unref()
  }

  return { stop: () => clearTimeout(timer) }
}
