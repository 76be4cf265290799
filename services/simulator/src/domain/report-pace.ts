const REPORT_EVERY_MS = 1_000
/** What the rider does reaches the API by another way: for so long it may still ask what it asked before. */
const NEWS_MS = 3_000

/** How often a phone reports: every second, or as rarely as the API asks. Times are the phone's clock. */
export interface ReportPace {
  isDue(now: number): boolean
  reported(now: number): void
  asked(everyMs: number): void
  /** The rider does something else from now on: what was asked before is worth nothing for some seconds. */
  hasNews(now: number): void
}

export function createReportPace(): ReportPace {
  let everyMs = REPORT_EVERY_MS
  let reportedAt = Number.NEGATIVE_INFINITY
  let newsUntil = Number.NEGATIVE_INFINITY

  return {
    isDue(now) {
      const dueAfterMs = now < newsUntil ? REPORT_EVERY_MS : everyMs
      // Half a second of grace: a timer that fires early must not cost a whole tick.
      return now - reportedAt >= dueAfterMs - REPORT_EVERY_MS / 2
    },
    reported(now) {
      reportedAt = now
    },
    asked(asked) {
      everyMs = Math.max(REPORT_EVERY_MS, asked)
    },
    hasNews(now) {
      newsUntil = now + NEWS_MS
    },
  }
}
