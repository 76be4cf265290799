import type { Position, PositionMessage } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import { cellToBoundary, cellToLatLng, latLngToCell } from 'h3-js'

/** Cells of 5 km², some 2.5 km across: a part of a city, of which no door can be told. */
const RESOLUTION = 7

/** The position as the cell it is in: the same for every position there, and without how or where the rider moves. */
export function inCell({ type, cursor, recordedAt, lat, lon }: PositionMessage): PositionMessage {
  return { type, cursor, recordedAt, ...cellAround({ lat, lon }), precision: 'cell' }
}

/** As a customer may see it who is told the exact only of what was recorded since. */
export function asSeen(position: PositionMessage, exactSince: number): PositionMessage {
  return position.recordedAt >= exactSince ? position : inCell(position)
}

function cellAround({ lat, lon }: Position): Position & { readonly accuracyM: number } {
  const cell = latLngToCell(lat, lon, RESOLUTION)
  const [middleLat, middleLon] = cellToLatLng(cell)
  const middle = { lat: middleLat, lon: middleLon }
  const corners = cellToBoundary(cell).map(([lat, lon]) => distanceInMetres(middle, { lat, lon }))
  return { ...middle, accuracyM: Math.ceil(Math.max(...corners)) }
}
