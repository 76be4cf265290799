import { describe, expect, it } from 'vitest'
import { languageFor } from '../words/language.ts'
import { AT, aTrackedDelivery } from './a-message.ts'
import { type DeliveryView, nothingKnown } from './delivery-view.ts'
import { announcementOf, type SummaryInput, summaryOf } from './summary.ts'

const MINUTE_MS = 60_000
const fix = { lat: 60.168, lon: 24.941, recordedAt: AT }
const eta = { band: { earliestMs: 4 * MINUTE_MS, latestMs: 6 * MINUTE_MS }, asOf: AT }

function said(view: Partial<DeliveryView>, input: Partial<SummaryInput> = {}) {
  const language = languageFor(['en-US'])
  return summaryOf({ view: { ...nothingKnown, ...view }, now: AT, language, ...input })
}

const onItsWay = {
  delivery: aTrackedDelivery({ riderName: 'Aino Virtanen' }),
  fix,
  fixAt: AT,
  eta,
  remainingM: 604,
}

describe('while it is prepared', () => {
  it('says so, and who will bring it', () => {
    const delivery = aTrackedDelivery({ status: 'assigned', riderName: 'Aino Virtanen' })
    expect(said({ delivery })).toMatchObject({
      figure: 'In the kitchen',
      sentence: 'Your order is being prepared. Aino will bring it to you.',
    })
    expect(said({ delivery }).age).toBeUndefined()
  })
})

describe('while it is on its way', () => {
  it('says when, where and how far', () => {
    expect(said(onItsWay, { street: 'Fredrikinkatu' })).toEqual({
      caption: 'Estimated arrival',
      figure: '4–6 min',
      uncertain: false,
      sentence: 'Aino is on Fredrikinkatu, 600 m away.',
      street: 'Aino is on Fredrikinkatu.',
      age: { kind: 'live', label: 'Live' },
    })
  })

  it('counts the estimate down between fixes', () => {
    expect(said(onItsWay, { now: AT + 2 * MINUTE_MS - 1_000 * 80 }).figure).toBe('3–6 min')
  })

  it('names nobody unless the merchant did', () => {
    expect(said({ ...onItsWay, delivery: aTrackedDelivery() }).sentence).toBe('Your rider is 600 m away.')
  })

  it('says that another stop comes first, and promises no more than the merchant did', () => {
    const delivery = aTrackedDelivery({ riderName: 'Aino Virtanen', promisedAt: AT })
    const cell = { ...fix, accuracyM: 1_400, precision: 'cell' } as const
    expect(said({ delivery, fix: cell, fixAt: AT })).toMatchObject({
      caption: expect.stringMatching(/^Promised by/),
      figure: 'On its way',
      sentence: 'Aino is at another stop first, somewhere in the circle.',
    })
  })

  it('tells how old the position is', () => {
    expect(said(onItsWay, { now: AT + 12_000 }).age).toEqual({ kind: 'aged', label: '12 s ago' })
  })

  it('stops at what it knew when the signal is lost', () => {
    const summary = said(onItsWay, { now: AT + 10 * MINUTE_MS, street: 'Fredrikinkatu' })
    expect(summary).toMatchObject({ figure: '4–6 min', uncertain: true, age: { kind: 'lost' } })
    expect(summary.caption).toMatch(/^Estimated at /)
    expect(summary.sentence).toMatch(/^Aino was last seen on Fredrikinkatu at /)
  })

  it('says that the rider is at the door', () => {
    const notifications = [{ kind: 'arrived', at: AT }] as const
    expect(said({ ...onItsWay, notifications })).toMatchObject({
      figure: 'At your door',
      sentence: 'Aino has arrived.',
    })
  })

  it('says that it was picked up when no position is known yet', () => {
    expect(said({ delivery: aTrackedDelivery() })).toMatchObject({
      figure: 'On its way',
      sentence: 'Your rider has picked up your order.',
    })
  })
})

it.each(['delivered', 'failed', 'cancelled'] as const)('says calmly that it is %s', (status) => {
  const summary = said({ delivery: aTrackedDelivery({ status, endedAt: AT }) })
  expect(summary.age).toBeUndefined()
  expect(summary.sentence).not.toBe('')
})

it.each([
  ['nobody-there', 'Your order could not be delivered. Nobody was there to take it.'],
  ['other', 'Your order could not be delivered.'],
  [undefined, 'Your order could not be delivered.'],
] as const)('says why it failed: %s', (endReason, sentence) => {
  const reason = endReason === undefined ? {} : { endReason }
  const delivery = aTrackedDelivery({ status: 'failed', endedAt: AT, ...reason })
  expect(said({ delivery }).sentence).toBe(sentence)
})

describe('what a screen reader is told', () => {
  it('does not change with every metre', () => {
    const at = (remainingM: number) => announcementOf(said({ ...onItsWay, remainingM }))
    expect(at(604)).toBe('Estimated arrival: 4–6 min')
    expect(at(550)).toBe(at(604))
  })

  it('is the street the rider is on, again when it is another', () => {
    const on = (street: string, remainingM = 604) =>
      announcementOf(said({ ...onItsWay, remainingM }, { street }))
    expect(on('Fredrikinkatu')).toBe('Estimated arrival: 4–6 min. Aino is on Fredrikinkatu.')
    expect(on('Fredrikinkatu', 550)).toBe(on('Fredrikinkatu'))
    expect(on('Bulevardi')).toContain('Aino is on Bulevardi.')
  })

  it('is the loss of the signal, once', () => {
    const at = (ms: number) => announcementOf(said(onItsWay, { now: AT + ms }))
    expect(at(MINUTE_MS)).toMatch('We last heard from Aino')
    expect(at(MINUTE_MS + 1_000)).toBe(at(MINUTE_MS))
  })
})
