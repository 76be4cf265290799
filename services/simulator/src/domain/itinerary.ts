import type { CityAddress, Restaurant } from '@doorstep/city'
import type { NewDelivery, Position } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import { firstNames } from './names.ts'
import type { Random } from './random.ts'

const SHORTEST_TRIP_METRES = 300
const LONGEST_TRIP_METRES = 1500
/** Enough that one of them has a length we like: two in three do. */
const TRIES = 20
/** Of so many restaurants drawn the nearest is taken, so that riders ride customers' ways more than their own. */
const RESTAURANTS_DRAWN = 5

/** A promise allows for the kitchen and a slow ride. */
const KITCHEN_MS = 4 * 60_000
const PROMISED_MPS = 3.5

/** What an itinerary needs of a city. */
export interface Streets {
  readonly restaurants: readonly Restaurant[]
  readonly addresses: readonly CityAddress[]
  findRoute(from: Position, to: Position): Way | undefined
}

export interface Way {
  readonly points: readonly Position[]
  readonly distanceM: number
}

/** What a rider carries at once, in the order in which it is handed over: from one restaurant. */
export type Round = readonly [Trip, ...Trip[]]

export interface Trip {
  readonly restaurant: Restaurant
  readonly address: CityAddress
  readonly way: Way
  readonly customer: string
}

/** An order from a restaurant, close to the rider if there is one, to an address a short ride away. */
export function nextTrip(streets: Streets, random: Random, near?: Position): Trip {
  return aGoodTripFrom(streets, restaurantNear(streets, random, near), random)
}

/** Two orders and, half as often, three. */
const THIRD_CHANCE = 1 / 3

/** One trip or, in such a share of rounds, several from the same restaurant, the shortest first. */
export function nextRound(
  streets: Streets,
  random: Random,
  { near, stackedShare }: { readonly near?: Position; readonly stackedShare: number },
): Round {
  const trip = nextTrip(streets, random, near)
  if (!random.chance(stackedShare)) return [trip]
  const others = Array.from({ length: random.chance(THIRD_CHANCE) ? 2 : 1 }, () =>
    aGoodTripFrom(streets, trip.restaurant, random),
  )
  const [first = trip, ...rest] = [trip, ...others].sort((a, b) => a.way.distanceM - b.way.distanceM)
  return [first, ...rest]
}

/** The order that a merchant makes of it. */
export function orderOf({ restaurant, address, customer, way }: Trip, now: number): NewDelivery {
  return {
    pickup: {
      lat: restaurant.lat,
      lon: restaurant.lon,
      address: `${restaurant.name}, ${restaurant.address}`,
    },
    dropoff: { lat: address.lat, lon: address.lon, address: address.address },
    customer: { name: customer },
    promisedAt: now + KITCHEN_MS + Math.round((way.distanceM / PROMISED_MPS) * 1000),
  }
}

/** Along streets where there are any, else straight on. */
export function wayBetween(streets: Streets, from: Position, to: Position): Way {
  return streets.findRoute(from, to) ?? { points: [from, to], distanceM: distanceInMetres(from, to) }
}

function aGoodTripFrom(streets: Streets, restaurant: Restaurant, random: Random): Trip {
  let trip = tripFrom(streets, restaurant, random)
  for (let i = 1; i < TRIES && !isRightLength(trip.way.distanceM); i++)
    trip = tripFrom(streets, restaurant, random)
  return trip
}

function tripFrom(streets: Streets, restaurant: Restaurant, random: Random): Trip {
  const address = random.pick(streets.addresses)
  return {
    restaurant,
    address,
    way: wayBetween(streets, restaurant, address),
    customer: random.pick(firstNames),
  }
}

function restaurantNear({ restaurants }: Streets, random: Random, near?: Position): Restaurant {
  const first = random.pick(restaurants)
  if (near === undefined) return first
  let nearest = first
  for (let i = 1; i < RESTAURANTS_DRAWN; i++) {
    const other = random.pick(restaurants)
    if (distanceInMetres(near, other) < distanceInMetres(near, nearest)) nearest = other
  }
  return nearest
}

function isRightLength(metres: number): boolean {
  return metres >= SHORTEST_TRIP_METRES && metres <= LONGEST_TRIP_METRES
}

/** Most riders begin where their first order waits, so that a map is lively from the start; the others ride there. */
const BEGINS_AT_RESTAURANT_CHANCE = 0.85

export function firstTrip(streets: Streets, random: Random): { trip: Trip; start: Position } {
  const home = random.pick(streets.addresses)
  const trip = nextTrip(streets, random, home)
  const begins = random.chance(BEGINS_AT_RESTAURANT_CHANCE)
    ? trip
    : { way: wayBetween(streets, home, trip.restaurant) }
  return { trip, start: begins.way.points[0] ?? home }
}
