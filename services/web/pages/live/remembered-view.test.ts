import { describe, expect, it } from 'vitest'
import { AT, aPosition, aSnapshot, aTrackedDelivery } from './a-message.ts'
import { applied, nothingKnown } from './delivery-view.ts'
import { rememberedView, rememberView } from './remembered-view.ts'

const place = { lat: 60.168, lon: 24.941 }
const seen = [aSnapshot({ position: { ...place, recordedAt: AT }, ageMs: 0 }), aPosition()].reduce(
  (view, message) => applied(view, message, AT),
  nothingKnown,
)

function aTab() {
  const kept = new Map<string, string>()
  return {
    kept,
    storage: () => ({
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    }),
  }
}

describe('what a tab has seen of a delivery', () => {
  it('is there after a reload: all of it, with its times and where to resume, marked as remembered', () => {
    const { storage } = aTab()
    rememberView('tt-1', seen, storage)
    expect(rememberedView('tt-1', storage)).toEqual({ ...seen, isRemembered: true })
    expect(rememberedView('tt-1', storage)).toMatchObject({ cursor: '3:17', fixAt: AT, heardAt: AT })
  })

  it('is shown to no other link', () => {
    const { storage } = aTab()
    rememberView('tt-1', seen, storage)
    expect(rememberedView('tt-2', storage)).toEqual(nothingKnown)
  })

  it.each(['delivered', 'failed', 'cancelled'] as const)('is forgotten once it is %s', (status) => {
    const { kept, storage } = aTab()
    rememberView('tt-1', seen, storage)
    rememberView('tt-1', { ...seen, delivery: aTrackedDelivery({ status, endedAt: AT }) }, storage)
    expect(kept.size).toBe(0)
  })

  it('is forgotten once the link opens nothing', () => {
    const { kept, storage } = aTab()
    rememberView('tt-1', seen, storage)
    rememberView('tt-1', nothingKnown, storage)
    expect(kept.size).toBe(0)
  })
})

it.each([
  [
    'closed',
    () => {
      throw new DOMException('denied', 'SecurityError')
    },
  ],
  ['broken', () => ({ ...aTab().storage(), getItem: () => '{"delivery":' })],
])('nothing is known where storage is %s, and nothing fails', (_how, storage) => {
  rememberView('tt-1', seen, storage)
  expect(rememberedView('tt-1', storage)).toEqual(nothingKnown)
})
