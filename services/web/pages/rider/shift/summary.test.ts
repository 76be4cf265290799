import { describe, expect, it } from 'vitest'
import { languageFor } from '../../words/language.ts'
import { nothingToDo } from '../stops/stops-board.ts'
import { nothingShared, type SharingState } from './sharing.ts'
import { notBegun, type ShiftState } from './shift.ts'
import { shiftSummary } from './summary.ts'

const latest = { lat: 60.17, lon: 24.94, recordedAt: 1 }
const language = languageFor(['en'])

interface Given extends Partial<Omit<SharingState, 'latest'>> {
  readonly latest?: undefined
  readonly place?: ShiftState['place']
  readonly online?: boolean
  readonly secure?: boolean
  readonly permission?: PermissionState
  readonly keyRefused?: boolean
}

/** A phone that shares, but for what a test names. */
function told({
  place = 'here',
  online = true,
  secure = true,
  permission = 'granted',
  keyRefused = false,
  ...fields
}: Given) {
  const { latest: _nowhere, ...shared } = fields
  const sharing: SharingState = {
    ...nothingShared,
    sensing: 'on',
    ...('latest' in fields ? {} : { latest }),
    ...shared,
  }
  const board = { ...nothingToDo, keyRefused }
  return shiftSummary({ state: { place, sharing, board }, online, secure, permission, language })
}

describe('a phone that shares', () => {
  it.each([
    [1_000, 'Every second'],
    [5_000, 'Every 5 seconds'],
  ])('each %d ms says: %s', (everyMs, sentence) => {
    expect(told({ everyMs })).toMatchObject({ mood: 'sharing', headline: 'Sharing', sentence })
  })

  it.each([
    [5, undefined],
    [6, '6 positions still to send'],
  ])('with %d on their way says: %s', (kept, words) => {
    expect(told({ kept }).kept).toBe(words)
  })
})

it.each<[string, Given, string, string]>([
  [
    'nothing kept yet without network',
    { online: false },
    'Offline',
    'Your positions are kept, and sent when you are back',
  ],
  [
    'one position kept without network',
    { online: false, kept: 1 },
    'Offline',
    '1 position kept, sent when you are back',
  ],
  ['more of them', { online: false, kept: 38 }, 'Offline', '38 positions kept, sent when you are back'],
  [
    'a server that is away',
    { link: 'waiting', kept: 3 },
    'Not sent yet',
    'The server is away. Trying again by itself.',
  ],
  [
    'nothing heard of satellites',
    { sensing: 'looking', latest: undefined },
    'Looking for you…',
    'The first position can take a moment.',
  ],
  [
    'no satellites',
    { sensing: 'unavailable' },
    'No position',
    'The phone does not know where it is. Under the open sky it finds out.',
  ],
  ['no delivery', { offDuty: true }, 'Off duty', 'Without a delivery nothing is kept of where you are.'],
  ['a pause', { sensing: 'off' }, 'Paused', 'Nobody sees where you are.'],
  [
    'no permission yet',
    { sensing: 'off', permission: 'prompt' },
    'Share where you are?',
    'Your customers see you while you carry their order, and not before or after.',
  ],
])('says so with %s', (_what, given, headline, sentence) => {
  expect(told(given)).toMatchObject({ headline, sentence })
})

it.each<[string, Given, string]>([
  ['a refused key before a lost network', { link: 'key-refused', online: false, kept: 2 }, 'Key refused'],
  ['a key that shows no deliveries before a pause', { keyRefused: true, sensing: 'off' }, 'Key refused'],
  ['a blocked location before a lost network', { sensing: 'denied', online: false }, 'Location is blocked'],
  [
    'a page without https before a blocked location',
    { secure: false, permission: 'denied' },
    'Not over https',
  ],
  ['another tab before all else', { place: 'elsewhere', link: 'key-refused' }, 'Open in another tab'],
])('tells the worst: %s', (_what, given, headline) => {
  expect(told(given).headline).toBe(headline)
})

it('says what is kept while nothing can be sent', () => {
  expect(told({ link: 'key-refused', kept: 2 }).kept).toBe('2 positions kept')
  expect(told({ sensing: 'off', kept: 1 }).kept).toBe('1 position kept')
})

it('waits with a word until the shift has begun', () => {
  expect(
    shiftSummary({ state: notBegun, online: true, secure: true, permission: 'prompt', language }),
  ).toMatchObject({
    mood: 'opening',
  })
})
