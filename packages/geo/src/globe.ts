import type { Position } from '@doorstep/contracts'

/** Mean radius (IUGG). A sphere of it is at most 0.6 % off the WGS 84 ellipsoid, 0.3 % in Helsinki. */
const EARTH_RADIUS_M = 6_371_008.8
const RADIANS = Math.PI / 180

export const METRES_PER_DEGREE = EARTH_RADIUS_M * RADIANS

/** Along the great circle (haversine): right for any two positions on the globe, to 0.6 %. */
export function distanceInMetres(a: Position, b: Position): number {
  const halfLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2)
  const halfLon = Math.sin(((b.lon - a.lon) * RADIANS) / 2)
  const h = halfLat * halfLat + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * halfLon * halfLon
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The direction to set out in from `a` for `b`: degrees clockwise from north, 0 to below 360; 0 when they coincide. */
export function bearingInDegrees(a: Position, b: Position): number {
  const deltaLon = (b.lon - a.lon) * RADIANS
  const latA = a.lat * RADIANS
  const latB = b.lat * RADIANS
  const east = Math.sin(deltaLon) * Math.cos(latB)
  const north = Math.cos(latA) * Math.sin(latB) - Math.sin(latA) * Math.cos(latB) * Math.cos(deltaLon)
  return (Math.atan2(east, north) / RADIANS + 360) % 360
}

/** Where one is after so many metres along the great circle that leaves in this direction. */
export function destinationPoint(from: Position, bearingDeg: number, metres: number): Position {
  const angle = metres / EARTH_RADIUS_M
  const bearing = bearingDeg * RADIANS
  const latFrom = from.lat * RADIANS
  const sinLat = Math.sin(latFrom) * Math.cos(angle) + Math.cos(latFrom) * Math.sin(angle) * Math.cos(bearing)
  const deltaLon = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(latFrom),
    Math.cos(angle) - Math.sin(latFrom) * sinLat,
  )
  return { lat: Math.asin(sinLat) / RADIANS, lon: shortWay(from.lon + deltaLon / RADIANS) }
}

/** Metres in one degree of longitude, which shrinks towards the poles. */
export function metresPerDegreeOfLongitude(lat: number): number {
  return METRES_PER_DEGREE * Math.cos(lat * RADIANS)
}

/** A longitude, or a difference of two, brought back to -180 … 180: across the 180th meridian, not around the globe. */
export function shortWay(deltaLon: number): number {
  if (deltaLon > 180) return deltaLon - 360
  return deltaLon < -180 ? deltaLon + 360 : deltaLon
}
