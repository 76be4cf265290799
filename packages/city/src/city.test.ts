import { distanceInMetres, lineLengthInMetres } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { isInCity } from './bounds.ts'
import { loadCity } from './city.ts'

const city = loadCity()
const { restaurants, addresses } = city
const stockmann = { lat: 60.1684, lon: 24.9424 }
const cathedral = { lat: 60.1702, lon: 24.9522 }
const tallinn = { lat: 59.437, lon: 24.7536 }

/** Pairs spread over the whole city: each restaurant with some address. */
const trips = restaurants.map((restaurant, i) => {
  const address = addresses[(i * 37) % addresses.length] ?? restaurant
  return { from: restaurant, to: address }
})

describe('findRoute', () => {
  it('finds a way from every restaurant to an address, never shorter than the straight line between its ends', () => {
    for (const { from, to } of trips) {
      const route = city.findRoute(from, to)
      const [first = from] = route?.points ?? []
      const last = route?.points.at(-1) ?? to
      expect(route?.points.length).toBeGreaterThanOrEqual(2)
      expect(route?.distanceM).toBeGreaterThanOrEqual(distanceInMetres(first, last) - 0.01)
      expect(distanceInMetres(first, from)).toBeLessThan(61)
      expect(distanceInMetres(last, to)).toBeLessThan(61)
    }
  })

  it('stays in the city, and is as long as its line', () => {
    for (const { from, to } of trips) {
      const route = city.findRoute(from, to)
      expect(route?.points.every(isInCity)).toBe(true)
      expect(route?.distanceM).toBeCloseTo(lineLengthInMetres(route?.points ?? []), 6)
    }
  })

  it('names the streets of a trip from Stockmann to the cathedral', () => {
    const route = city.findRoute(stockmann, cathedral)
    expect(route?.streets).toContain('Aleksanterinkatu')
    expect(route?.distanceM).toBeGreaterThan(500)
    expect(route?.distanceM).toBeLessThan(900)
  })

  it('stays on the street of two neighbours', () => {
    const route = city.findRoute({ lat: 60.16882, lon: 24.9443 }, { lat: 60.16886, lon: 24.9452 })
    expect(route?.streets).toEqual(['Aleksanterinkatu'])
    expect(route?.distanceM).toBeLessThan(70)
  })

  it('has two points even from a place to itself', () => {
    expect(city.findRoute(stockmann, stockmann)).toMatchObject({ distanceM: 0 })
    expect(city.findRoute(stockmann, stockmann)?.points).toHaveLength(2)
  })

  it('knows no way from or to another city', () => {
    expect(city.findRoute(tallinn, cathedral)).toBeUndefined()
    expect(city.findRoute(cathedral, tallinn)).toBeUndefined()
  })
})

describe('streetNear', () => {
  it.each([
    ['Mannerheimintie', { lat: 60.168856, lon: 24.940117 }],
    ['Aleksanterinkatu', { lat: 60.16886, lon: 24.9452 }],
    ['Siltasaarenkatu', { lat: 60.177724, lon: 24.95 }],
  ])('is %s', (street, position) => {
    expect(city.streetNear(position)).toBe(street)
  })

  it('is none in the middle of the bay or in another city', () => {
    expect(city.streetNear({ lat: 60.1782, lon: 24.9425 })).toBeUndefined()
    expect(city.streetNear(tallinn)).toBeUndefined()
  })
})
