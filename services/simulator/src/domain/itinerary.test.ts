import { loadCity } from '@doorstep/city'
import { NewDelivery } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { firstTrip, nextRound, nextTrip, orderOf, wayBetween } from './itinerary.ts'
import { createRandom } from './random.ts'

const city = loadCity()
const random = createRandom(1)
const trips = Array.from({ length: 100 }, () => nextTrip(city, random))
const restaurantAt = (lat: number) => ({ name: `At ${lat}`, address: 'Street 1', lat, lon: 24.94 })

describe('a trip', () => {
  it('goes from a real restaurant to a real address, 300 to 1500 m away', () => {
    for (const { restaurant, address, way } of trips) {
      expect(city.restaurants).toContain(restaurant)
      expect(city.addresses).toContain(address)
      expect(way.distanceM).toBeGreaterThanOrEqual(300)
      expect(way.distanceM).toBeLessThanOrEqual(1_500)
    }
  })

  it('is the same for the same seed', () => {
    expect(nextTrip(city, createRandom(5))).toEqual(nextTrip(city, createRandom(5)))
    expect(nextTrip(city, createRandom(5))).not.toEqual(nextTrip(city, createRandom(6)))
  })

  it('begins at a restaurant near the rider, more often than not', () => {
    const restaurants = [60.16, 60.165, 60.17, 60.175, 60.18].map(restaurantAt)
    const streets = { ...city, restaurants }
    const near = { lat: 60.16, lon: 24.94 }
    const chosen = Array.from({ length: 200 }, () => nextTrip(streets, random, near).restaurant.lat)
    expect(chosen.filter((lat) => lat <= 60.165).length).toBeGreaterThan(150)
  })

  it('takes what there is where no address is the right way off', () => {
    const [address = { address: 'Street 1', lat: 60.17, lon: 24.94 }] = city.addresses
    const trip = nextTrip({ ...city, addresses: [address], findRoute: () => undefined }, random)
    expect(trip.address).toBe(address)
  })
})

describe('a round', () => {
  const rounds = (stackedShare: number) =>
    Array.from({ length: 200 }, () => nextRound(city, random, { stackedShare }))

  it('has several trips in as large a share as is asked for: two or, half as often, three', () => {
    expect(rounds(0).filter(({ length }) => length > 1)).toEqual([])
    const some = rounds(0.25).filter(({ length }) => length > 1).length
    expect(some).toBeGreaterThan(30)
    expect(some).toBeLessThan(70)
    const three = rounds(1).filter(({ length }) => length === 3).length
    expect(three).toBeGreaterThan(45)
    expect(three).toBeLessThan(90)
  })

  it('has them from one restaurant, the shortest first', () => {
    for (const round of rounds(1)) {
      expect(new Set(round.map(({ restaurant }) => restaurant)).size).toBe(1)
      const lengths = round.map(({ way }) => way.distanceM)
      expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    }
  })
})

describe('the first trip', () => {
  it('begins at its restaurant for most riders, a ride away for the others', () => {
    const starts = Array.from({ length: 200 }, () => firstTrip(city, random))
    const there = starts.filter(({ trip, start }) => start === trip.way.points[0])
    expect(there.length).toBeGreaterThan(150)
    expect(there.length).toBeLessThan(190)
  })
})

describe('the order for a trip', () => {
  it('is one that the API takes, named for people', () => {
    for (const trip of trips) {
      const order = orderOf(trip, 1_700_000_000_000)
      expect(Check(NewDelivery, order)).toBe(true)
      expect(order.pickup.address).toBe(`${trip.restaurant.name}, ${trip.restaurant.address}`)
      expect(order.dropoff.address).toBe(trip.address.address)
    }
  })

  it('promises time for the kitchen and a slow ride', () => {
    const [trip = nextTrip(city, random)] = trips
    const promised = orderOf({ ...trip, way: { points: [], distanceM: 700 } }, 1_000).promisedAt
    expect(promised).toBe(1_000 + 240_000 + 200_000)
  })
})

describe('the way between two places', () => {
  it('is a straight line where there are no streets', () => {
    const from = { lat: 59.43, lon: 24.75 }
    const to = { lat: 59.44, lon: 24.75 }
    expect(wayBetween(city, from, to)).toEqual({ points: [from, to], distanceM: distanceInMetres(from, to) })
  })
})
