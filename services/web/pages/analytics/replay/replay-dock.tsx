import { useEffect, useMemo } from 'preact/hooks'
import { CloseIcon, PauseIcon, PlayIcon } from '../../design/icons.tsx'
import { clock, whole } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import type { ReplayScene } from '../analytics-map.ts'
import { Choices } from '../choices.tsx'
import { longDuration } from '../day/quantities.ts'
import type { SceneHolder } from '../scene-holder.ts'
import type { AnswerOptions } from '../use-answer.ts'
import { DownloadButtons } from './download-buttons.tsx'
import { speeds } from './replay-clock.ts'
import type { ReplayTrack } from './replay-track.ts'
import { Scrubber } from './scrubber.tsx'
import { type Replay, useReplay } from './use-replay.ts'
import { type ReplayedRide, useReplayedRide } from './use-replayed-ride.ts'

interface ReplayDockProps extends AnswerOptions {
  readonly deliveryId: string
  readonly scenes: SceneHolder
  readonly language: Language
  readonly onClose: () => void
}

/** One delivery once more, on the map and here. */
export function ReplayDock({ deliveryId, scenes, language, onClose, ...options }: ReplayDockProps) {
  const ride = useReplayedRide(options, deliveryId)
  const replay = useReplay(ride.track)
  useScene(scenes, ride, replay)
  const { locale, messages } = language
  const words = messages.analytics.replay
  const endedAt = ride.delivery?.endedAt ?? ride.track?.span.to

  return (
    <>
      <div class="dock-head">
        <h2>{endedAt === undefined ? messages.analytics.list : words.title(clock(locale, endedAt))}</h2>
        <p class="dock-more">
          {ride.delivery?.riderId !== undefined &&
            words.rider(ride.delivery.riderName ?? ride.delivery.riderId)}
        </p>
        <button
          type="button"
          class="dock-close"
          aria-label={words.close}
          title={words.close}
          onClick={onClose}
        >
          <CloseIcon />
        </button>
      </div>
      {replay === undefined ? (
        <p class="note" role="status">
          {ride.failed ? messages.analytics.unreachable : stateInWords(ride, language)}
        </p>
      ) : (
        <>
          <Scrubber replay={replay} pickedUpAt={ride.delivery?.pickedUpAt} language={language} />
          <Controls replay={replay} ride={ride} language={language} />
          <div class="dock-foot">
            <p>{trackInWords(replay.track, language)}</p>
            <DownloadButtons {...options} deliveryId={deliveryId} messages={messages} />
          </div>
        </>
      )}
    </>
  )
}

interface ControlsProps {
  readonly replay: Replay
  readonly ride: ReplayedRide
  readonly language: Language
}

function Controls({ replay, ride, language }: ControlsProps) {
  const words = language.messages.analytics.replay
  const label = replay.isPlaying ? words.pause : replay.hasEnded ? words.again : words.play
  return (
    <div class="controls">
      <button type="button" class="play" aria-label={label} title={label} onClick={replay.toggle}>
        {replay.isPlaying ? <PauseIcon /> : <PlayIcon />}
      </button>
      <Choices
        label={words.speed}
        choices={speeds.map((value) => ({ value, name: `${value}×` }))}
        chosen={replay.speed}
        onChoice={replay.setSpeed}
      />
      {ride.alongStreet !== undefined && (
        <Choices
          label={words.line}
          choices={[
            { value: true, name: words.smoothed },
            { value: false, name: words.raw },
          ]}
          chosen={ride.alongStreet}
          onChoice={ride.setAlongStreet}
        />
      )}
    </div>
  )
}

/** Puts the ride on the map for as long as it is replayed. */
function useScene(scenes: SceneHolder, { track, delivery }: ReplayedRide, replay: Replay | undefined): void {
  const still = useMemo(
    (): Omit<ReplayScene, 'moment'> | undefined =>
      track && {
        line: track.line,
        gapLines: gapLinesOf(track),
        places: delivery && { pickup: delivery.pickup, dropoff: delivery.dropoff },
      },
    [track, delivery],
  )
  const moment = replay?.moment
  useEffect(() => {
    if (still !== undefined && moment !== undefined) scenes.show({ replay: { ...still, moment } })
  }, [scenes, still, moment])
  useEffect(() => () => scenes.show({ replay: undefined }), [scenes])
}

/** Between the two places that the rider is known to have been at. */
function gapLinesOf({ gaps, fixes, shown }: ReplayTrack): ReplayScene['gapLines'] {
  return gaps.flatMap(({ from, to }) => {
    const before = shown[fixes.findIndex(({ recordedAt }) => recordedAt === from)]
    const after = shown[fixes.findIndex(({ recordedAt }) => recordedAt === to)]
    return before === undefined || after === undefined ? [] : [[before.position, after.position]]
  })
}

function stateInWords({ state }: ReplayedRide, { messages }: Language): string {
  const { loading, replay } = messages.analytics
  if (state === 'missing') return replay.unknown
  return state === 'empty' ? replay.none : loading
}

function trackInWords({ fixes, gaps }: ReplayTrack, { locale, messages }: Language): string {
  const words = messages.analytics.replay
  const lost = gaps.reduce((sum, { from, to }) => sum + to - from, 0)
  const positions = words.positions(whole(locale, fixes.length))
  return gaps.length === 0
    ? `${positions}. ${words.noGaps}.`
    : `${positions}. ${words.gaps(whole(locale, gaps.length), longDuration(locale, lost))}.`
}
