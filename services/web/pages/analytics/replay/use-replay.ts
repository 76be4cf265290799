import { useEffect, useMemo, useState } from 'preact/hooks'
import { wantsNoMovement } from '../../design/reduced-motion.ts'
import {
  clockOver,
  isPlaying,
  momentOf,
  paused,
  playing,
  type Speed,
  soughtTo,
  withSpeed,
} from './replay-clock.ts'
import { momentIn, type ReplayMoment, type ReplayTrack } from './replay-track.ts'

export interface Replay {
  readonly track: ReplayTrack
  readonly at: number
  readonly moment: ReplayMoment
  readonly isPlaying: boolean
  readonly hasEnded: boolean
  readonly speed: Speed
  toggle(): void
  seek(at: number): void
  setSpeed(speed: Speed): void
}

const FIRST_SPEED: Speed = 10

/** A ride that is played: told anew each frame while it plays, and not at all while it stands. */
export function useReplay(track: ReplayTrack | undefined): Replay | undefined {
  const [clock, setClock] = useState(() => clockOver(track?.span ?? { from: 0, to: 0 }, FIRST_SPEED))
  const [now, setNow] = useState(() => performance.now())
  const span = track?.span
  const steps = useMemo(wantsNoMovement, [])

  useEffect(() => {
    if (span !== undefined) setClock(({ speed }) => clockOver(span, speed))
  }, [span?.from, span?.to])

  const running = isPlaying(clock, now)
  useEffect(() => {
    if (!running) return
    let frame = requestAnimationFrame(function tick() {
      setNow(performance.now())
      frame = requestAnimationFrame(tick)
    })
    // A page that nobody looks at draws no frames: the ride waits for its reader.
    const pause = () => setClock((before) => paused(before, performance.now()))
    document.addEventListener('visibilitychange', pause)
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('visibilitychange', pause)
    }
  }, [running])

  if (track === undefined || clock.span.to !== track.span.to || clock.span.from !== track.span.from)
    return undefined
  const change = (to: (moment: number) => typeof clock) => {
    const moment = performance.now()
    setNow(moment)
    setClock(to(moment))
  }
  const at = momentOf(clock, now)
  return {
    track,
    at,
    moment: momentIn(track, at, steps),
    isPlaying: running,
    hasEnded: at === clock.span.to,
    speed: clock.speed,
    toggle: () => change((moment) => (running ? paused(clock, moment) : playing(clock, moment))),
    seek: (to) => change((moment) => soughtTo(clock, to, moment)),
    setSpeed: (speed) => change((moment) => withSpeed(clock, speed, moment)),
  }
}
