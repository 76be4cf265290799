import type { MerchantDelivery, WorkingRider } from '@doorstep/contracts'
import { BatteryIcon, CloseIcon, FollowIcon, PulseIcon, SpeedIcon } from '../../design/icons.tsx'
import { useStreet } from '../../map/use-street.ts'
import { age, percent, precisely, speed } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { nameOf } from '../list/listing.ts'
import { LookMark } from '../standing/look-mark.tsx'
import { lookOf } from '../standing/rider-look.ts'
import { standingOf } from '../standing/standing.ts'
import { badgeOf, offRoute, silence } from '../standing/summary.ts'
import { TaskList } from './task-list.tsx'

interface RiderCardProps {
  readonly rider: WorkingRider
  readonly now: number
  readonly language: Language
  /** The one that they are at, once known. */
  readonly delivery: MerchantDelivery | undefined
  readonly onClose: () => void
}

/** All that is known of one rider. */
export function RiderCard({ rider, now, language, delivery, onClose }: RiderCardProps) {
  const words = language.messages.ops
  const standing = standingOf(rider, now)
  const badge = badgeOf(standing, now, language)
  const street = useStreet(rider.fix)
  return (
    <aside class="card" aria-label={nameOf(rider)}>
      <header class="card-head">
        <LookMark look={lookOf(standing)} />
        <h2>{nameOf(rider)}</h2>
        {badge !== undefined && (
          <span class="badge" data-kind={badge.kind}>
            {badge.label}
          </span>
        )}
        <button
          type="button"
          class="card-close"
          aria-label={words.close}
          title={words.close}
          onClick={onClose}
        >
          <CloseIcon />
        </button>
      </header>
      <p class="card-where">
        {words.activity[standing.activity]}
        {street !== undefined && ` · ${street}`}
        {standing.isSilent && badge?.kind !== 'silent' && ` · ${silence(standing.ageMs, language)}`}
        {standing.offRouteSince !== undefined &&
          badge?.kind !== 'off-route' &&
          ` · ${offRoute(standing.offRouteSince, now, language)}`}
      </p>
      <Facts rider={rider} ageMs={standing.ageMs} language={language} />
      <TaskList {...{ delivery, now, language }} tasks={rider.tasks} />
      <TrackLegend language={language} />
      <p class="card-id">{rider.riderId}</p>
    </aside>
  )
}

/** What the dots and the line behind a rider are. */
function TrackLegend({ language }: Pick<RiderCardProps, 'language'>) {
  const { reported, smoothed } = language.messages.ops.track
  return (
    <ul class="legend">
      <li data-track="reported">{reported}</li>
      <li data-track="smoothed">{smoothed}</li>
    </ul>
  )
}

interface FactsProps {
  readonly rider: WorkingRider
  readonly ageMs: number | undefined
  readonly language: Language
}

/** What the phone said last, as far as it says such things. */
function Facts({ rider: { fix }, ageMs, language }: FactsProps) {
  const { locale, messages } = language
  const words = messages.ops
  const facts = [
    { Icon: PulseIcon, name: words.fact.age, value: ageMs && words.ago(age(language.locale, ageMs)) },
    {
      Icon: FollowIcon,
      name: words.fact.accuracy,
      value: fix?.accuracyM && `±${precisely(locale, fix.accuracyM)}`,
    },
    {
      Icon: SpeedIcon,
      name: words.fact.speed,
      value: fix?.speedMps !== undefined && speed(locale, fix.speedMps),
    },
    { Icon: BatteryIcon, name: words.fact.battery, value: battery(fix, language) },
  ]
  return (
    <dl class="facts">
      {facts.map(({ Icon, name, value }) => (
        <div key={name}>
          <dt>
            <Icon />
            {name}
          </dt>
          <dd>{value || '–'}</dd>
        </div>
      ))}
    </dl>
  )
}

function battery(fix: WorkingRider['fix'], { locale, messages }: Language): string | undefined {
  if (fix?.batteryPct === undefined) return undefined
  const left = percent(locale, fix.batteryPct)
  return fix.charging === true ? messages.rider.charging(left) : left
}
