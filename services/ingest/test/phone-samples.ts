/** 14 November 2023, 22:13:20 UTC. */
export const RECORDED_AT = 1_700_000_000_000
const ISO = new Date(RECORDED_AT).toISOString()

type Json = Readonly<Record<string, unknown>>

/** What OsmAnd puts into its address. */
export const osmandForm = (key: string, fields: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({
    id: key,
    lat: '60.17000',
    lon: '24.94000',
    timestamp: String(RECORDED_AT),
    hdop: '4.5',
    altitude: '12.5',
    speed: '9.72',
    bearing: '270.5',
    batt: '80.0',
    ...fields,
  }).toString()

const androidCoords = {
  latitude: 60.17,
  longitude: 24.94,
  accuracy: 4.7,
  speed: 5,
  heading: 270.5,
  altitude: 12.5,
}

export const traccarLocation = (fields: Json = {}): Json => ({
  timestamp: ISO,
  coords: androidCoords,
  is_moving: true,
  odometer: 1234.5,
  event: 'motionchange',
  battery: { level: 0.8, is_charging: false },
  activity: { type: 'in_vehicle' },
  extras: {},
  _: `&id=12345678&lat=1&lon=2&timestamp=${ISO}&`,
  ...fields,
})

/** As its iOS build says it: more of everything, and −1 where it does not know. */
export const traccarLocationOfIos = (fields: Json = {}): Json => ({
  ...traccarLocation(),
  uuid: '0F64B5E6-6D9B-4C6C-8A3E-0C8D5F2D1A11',
  age: 250,
  mock: false,
  coords: {
    ...androidCoords,
    speed: -1,
    heading: -1,
    floor: null,
    speed_accuracy: -1,
    heading_accuracy: -1,
    altitude_accuracy: 3.2,
    ellipsoidal_altitude: 30.1,
  },
  battery: { level: -1, is_charging: true },
  ...fields,
})

export const traccarReport = (key: string, location: unknown = traccarLocation()): Json => ({
  location,
  device_id: key,
})

export const owntracksLocation = (fields: Json = {}): Json => ({
  _type: 'location',
  lat: 60.17,
  lon: 24.94,
  tst: RECORDED_AT / 1000,
  acc: 5,
  alt: 12,
  vac: 3,
  cog: 270,
  vel: 18,
  batt: 80,
  bs: 1,
  conn: 'm',
  p: 101.3,
  t: 'u',
  tid: 'r1',
  topic: 'owntracks/http/r1',
  created_at: RECORDED_AT / 1000 + 1,
  inregions: ['Depot'],
  ...fields,
})

export const overlandFeature = (properties: Json = {}): Json => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [24.94, 60.17] },
  properties: {
    timestamp: ISO,
    altitude: 12,
    speed: 5,
    course: 270,
    horizontal_accuracy: 5,
    vertical_accuracy: 3,
    motion: ['driving'],
    battery_state: 'charging',
    battery_level: 0.8,
    wifi: '',
    device_id: 'r-1',
    ...properties,
  },
})

export const overlandReport = (locations: readonly unknown[] = [overlandFeature()]): Json => ({ locations })
