import type { EndedDelivery } from '@doorstep/contracts'
import { useState } from 'preact/hooks'
import { clock, distance, duration } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { Choices } from '../choices.tsx'
import type { Span } from '../day/day.ts'
import { longDuration } from '../day/quantities.ts'
import type { AnswerOptions } from '../use-answer.ts'
import { useDeliveryPages } from './use-delivery-pages.ts'

interface DeliveriesTableProps extends AnswerOptions {
  readonly span: Span
  /** How many have ended: when more have, the list is another. */
  readonly ended: number | undefined
  readonly replayedId: string | undefined
  readonly language: Language
  readonly onReplay: (deliveryId: string) => void
}

const filters = ['all', 'late', 'failed', 'cancelled'] as const
const PAGE = 25

/** What ended on the day, newest first; each can be replayed that somebody rode for. */
export function DeliveriesTable(props: DeliveriesTableProps) {
  const { span, ended, language, replayedId, onReplay } = props
  const [filter, setFilter] = useState<(typeof filters)[number]>('all')
  const outcome = filter === 'all' ? '' : `&outcome=${filter}`
  const list = `/v1/analytics/deliveries?from=${span.from}&to=${span.to}${outcome}&limit=${PAGE}`
  const { deliveries, state, more } = useDeliveryPages(props, list, ended)
  const words = language.messages.analytics

  return (
    <section class="deliveries" aria-label={words.list}>
      <div class="deliveries-head">
        <h2>{words.list}</h2>
        <Choices
          label={words.show}
          choices={filters.map((value) => ({ value, name: words.filter[value] }))}
          chosen={filter}
          onChoice={setFilter}
        />
      </div>
      {deliveries.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.table.ended}</th>
              <th scope="col">{words.table.took}</th>
              <th scope="col">{words.table.ridden}</th>
              <th scope="col">{words.table.outcome}</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <Row
                key={delivery.deliveryId}
                delivery={delivery}
                isReplayed={delivery.deliveryId === replayedId}
                language={language}
                onReplay={onReplay}
              />
            ))}
          </tbody>
        </table>
      )}
      {deliveries.length === 0 && <p class="note">{state === 'there' ? words.noneOfThese : words.loading}</p>}
      {state === 'failed' && <p class="note">{words.unreachable}</p>}
      {more !== undefined && state === 'there' && (
        <button type="button" class="more" onClick={more}>
          {words.more}
        </button>
      )}
    </section>
  )
}

interface RowProps {
  readonly delivery: EndedDelivery
  readonly isReplayed: boolean
  readonly language: Language
  readonly onReplay: (deliveryId: string) => void
}

function Row({ delivery, isReplayed, language, onReplay }: RowProps) {
  const { locale, messages } = language
  const { deliveryId, endedAt, createdAt, assignedAt, fixes, distanceM } = delivery
  const time = clock(locale, endedAt)
  const outcome = outcomeOf(delivery, language)
  return (
    <tr data-replayed={isReplayed}>
      <th scope="row">
        {assignedAt === undefined ? (
          time
        ) : (
          <button
            type="button"
            class="replay-this"
            aria-label={messages.analytics.replayOf(time)}
            aria-pressed={isReplayed}
            onClick={() => onReplay(deliveryId)}
          >
            {time}
          </button>
        )}
      </th>
      <td>{longDuration(locale, endedAt - createdAt)}</td>
      <td>{fixes === 0 ? '–' : distance(locale, distanceM)}</td>
      <td>
        <span class="outcome" data-kind={outcome.kind}>
          {outcome.words}
        </span>
      </td>
    </tr>
  )
}

function outcomeOf({ status, endedAt, promisedAt }: EndedDelivery, { locale, messages }: Language) {
  const { outcome, lateBy } = messages.analytics
  if (status === 'failed' || status === 'cancelled') return { kind: status, words: outcome[status] }
  if (promisedAt === undefined) return { kind: 'delivered', words: outcome.delivered }
  return endedAt <= promisedAt
    ? { kind: 'on-time', words: outcome['on-time'] }
    : { kind: 'late', words: lateBy(duration(locale, endedAt - promisedAt)) }
}
