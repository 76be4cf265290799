import {
  Assignment,
  CreatedDelivery,
  DeliveryPage,
  MerchantDelivery,
  NewDelivery,
  NewRider,
  PlannedStops,
  RiderCredentials,
  RiderDeliveries,
  StatusReport,
  StopOrder,
} from '@doorstep/contracts'
import type { Static, TSchema } from 'typebox'

/** The schema with what OpenAPI shows for it. */
function shown<Schema extends TSchema>(schema: Schema, example: Static<Schema>): Schema {
  return { ...schema, examples: [example] }
}

const deliveryId = '3f0c9a52-6d0e-4b53-9a55-0f6d3c1b7e21'
const riderId = '9b1f6f3e-2a41-4c8b-8a0e-5d6f7a8b9c0d'
const pickup = { lat: 60.1699, lon: 24.9384, address: 'Mannerheimintie 1' }
const dropoff = { lat: 60.1654, lon: 24.9488, address: 'Bulevardi 6 A 4' }
const order = {
  pickup,
  dropoff,
  customer: { name: 'Väinö', email: 'vaino@home.example', language: 'fi' },
  promisedAt: 1_800_000_900_000,
  webhook: { url: 'https://shop.example/hooks/42' },
} as const
const link = {
  trackingToken: 'tt_3f0c9a52-6d0e-4b53-9a55-0f6d3c1b7e21_…',
  trackingUrl: 'https://doorstep.example/t/tt_3f0c9a52-6d0e-4b53-9a55-0f6d3c1b7e21_…',
}
const assigned = {
  deliveryId,
  status: 'assigned',
  ...order,
  riderId,
  riderName: 'Aino',
  route: {
    points: [pickup, dropoff].map(({ lat, lon }) => ({ lat, lon })),
    distanceM: 981,
    durationMs: 218_000,
  },
  createdAt: 1_800_000_000_000,
  assignedAt: 1_800_000_060_000,
  ...link,
  etaAt: 1_800_000_458_000,
} as const
const stops = [
  { deliveryId, kind: 'pickup', distanceM: 540, durationMs: 120_000, etaAt: 1_800_000_180_000 },
  { deliveryId, kind: 'dropoff', distanceM: 981, durationMs: 218_000, etaAt: 1_800_000_458_000 },
] as const
const open = { deliveryId, status: 'assigned', pickup, dropoff, assignedAt: 1_800_000_060_000 } as const
const riderKey = `rk_${riderId}_…`

export const shownNewRider = shown(NewRider, { name: 'Aino' })
export const shownCredentials = shown(RiderCredentials, {
  riderId,
  riderKey,
  riderUrl: `https://doorstep.example/rider#key=${riderKey}`,
})
export const shownNewDelivery = shown(NewDelivery, order)
export const shownCreated = shown(CreatedDelivery, { deliveryId, status: 'created', ...link })
export const shownDelivery = shown(MerchantDelivery, assigned)
export const shownPage = shown(DeliveryPage, { deliveries: [assigned], nextCursor: `myxbdbeo-${deliveryId}` })
export const shownAssignment = shown(Assignment, { riderId })
export const shownReport = shown(StatusReport, {
  status: 'failed',
  at: 1_800_000_500_000,
  reason: 'nobody-there',
  note: 'Rang twice, called once.',
})
export const shownStops = shown(PlannedStops, { stops: [...stops] })
export const shownOrder = shown(StopOrder, { stops: stops.map(({ kind }) => ({ deliveryId, kind })) })
export const shownRiderDeliveries = shown(RiderDeliveries, { deliveries: [open], stops: [...stops] })
