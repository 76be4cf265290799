import { momentIn, type ReplayTrack } from './replay-track.ts'

/** The least that the top of the picture stands for: a rider who walks all the way does not look like one who races. */
const LEAST_TOP_MPS = 5

/** Speed over the time of a ride, `width` by `height`, filled; nothing where there are gaps. */
export function speedPath(track: ReplayTrack, width: number, height: number): string {
  const { span, fixes, gaps } = track
  const speeds = fixes.map(({ recordedAt }) => momentIn(track, recordedAt, true).speedMps)
  const top = Math.max(LEAST_TOP_MPS, ...speeds.map((speed) => speed ?? 0))
  const x = (at: number) => (((at - span.from) / Math.max(1, span.to - span.from)) * width).toFixed(1)
  const y = (speed = 0) => (height * (1 - speed / top)).toFixed(1)
  const endsGap = new Set(gaps.map(({ to }) => to))
  const beginsGap = new Set(gaps.map(({ from }) => from))
  return fixes
    .map(({ recordedAt }, i) => {
      const next = fixes[i + 1]?.recordedAt ?? recordedAt
      const begins = i === 0 || endsGap.has(recordedAt) ? `M${x(recordedAt)} ${height}` : ''
      const ends = beginsGap.has(recordedAt) || i === fixes.length - 1
      return ends ? `${begins}V${height}Z` : `${begins}V${y(speeds[i])}H${x(next)}`
    })
    .join('')
}
