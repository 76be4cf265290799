import type { CustomerKind, Language } from '@doorstep/contracts'

/** What a customer's device shows, in a glance. */
export const words: Readonly<Record<Language, Readonly<Record<CustomerKind, string>>>> = {
  en: {
    assigned: 'Somebody will bring your order',
    'picked-up': 'Your order is on its way',
    approaching: 'Your order is almost there',
    arrived: 'Your order is at the door',
    delivered: 'Your order has been delivered',
    failed: 'Your order could not be delivered',
    late: 'Your order takes longer than promised',
  },
  fi: {
    assigned: 'Tilauksellasi on tuoja',
    'picked-up': 'Tilauksesi on matkalla',
    approaching: 'Tilauksesi on melkein perillä',
    arrived: 'Tilauksesi on ovella',
    delivered: 'Tilauksesi on toimitettu',
    failed: 'Tilaustasi ei voitu toimittaa',
    late: 'Tilauksesi kestää luvattua kauemmin',
  },
}
