import { HomeIcon } from '../../design/icons.tsx'
import { age, whole } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { type Filter, filters, type Listing } from '../list/listing.ts'
import { LookMark } from '../standing/look-mark.tsx'
import { ageOfMost } from './age-of-most.ts'
import { positionsASecond, type Rate } from './rate.ts'

interface FiguresProps {
  readonly listing: Listing
  readonly filter: Filter
  readonly rate: Rate
  readonly here: number
  readonly language: Language
  readonly onFilter: (filter: Filter) => void
}

/** Those that have a sign of their own on the map, which is explained here. */
const isLook = (filter: Filter) => filter === 'late' || filter === 'silent' || filter === 'off-route'

/** What there is, in numbers: each is a filter, too. */
export function Figures({ listing, filter, rate, here, language, onFilter }: FiguresProps) {
  const { messages, locale } = language
  const words = messages.ops
  const perSecond = positionsASecond(rate, here)
  const ageMs = ageOfMost(listing.everybody)

  return (
    <header class="figures">
      <div class="figures-top">
        <a href="/" class="figures-home" aria-label="Doorstep" title="Doorstep">
          <HomeIcon />
        </a>
        <h1>{words.title}</h1>
        <p class="figures-pulse">
          {perSecond !== undefined && <span>{words.perSecond(whole(locale, perSecond))}</span>}
          {ageMs !== undefined && (
            <span title={words.ageTitle}>{words.age(age(language.locale, ageMs))}</span>
          )}
        </p>
      </div>
      <fieldset class="filters" aria-label={words.show}>
        {filters.map((name) => (
          <button
            key={name}
            type="button"
            class="filter"
            data-filter={name}
            data-some={listing.counts[name] > 0}
            aria-pressed={filter === name}
            onClick={() => onFilter(filter === name ? 'all' : name)}
          >
            <span class="filter-figure">
              {isLook(name) && <LookMark look={name} />}
              <span class="filter-count">{whole(locale, listing.counts[name])}</span>
            </span>
            <span class="filter-name">{words.filter[name]}</span>
          </button>
        ))}
      </fieldset>
    </header>
  )
}
