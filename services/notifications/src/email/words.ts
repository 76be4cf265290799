import type { Language } from '@doorstep/contracts'
import type { MailedKind } from '../domain/dispatch.ts'

export interface Words {
  readonly subject: string
  readonly sentence: string
}

export const follow: Readonly<Record<Language, string>> = {
  en: 'See where it is',
  fi: 'Katso, missä se on',
}

export const footer: Readonly<Record<Language, string>> = {
  en: 'You get this because an order is on its way to you. Nobody reads answers to this address.',
  fi: 'Saat tämän viestin, koska tilaus on matkalla luoksesi. Tähän osoitteeseen lähetettyjä vastauksia ei lueta.',
}

export const words: Readonly<Record<Language, Readonly<Record<MailedKind, Words>>>> = {
  en: {
    'picked-up': {
      subject: 'Your order is on its way',
      sentence: 'Your order has been picked up and is on its way to you.',
    },
    late: {
      subject: 'Your order is late',
      sentence: 'Your order takes longer than was promised. It has not been forgotten.',
    },
    delivered: {
      subject: 'Your order has been delivered',
      sentence: 'Your order has been delivered. Enjoy!',
    },
    failed: { subject: 'Your order could not be delivered', sentence: 'Your order could not be delivered.' },
  },
  fi: {
    'picked-up': {
      subject: 'Tilauksesi on matkalla',
      sentence: 'Tilauksesi on noudettu ja matkalla luoksesi.',
    },
    late: {
      subject: 'Tilauksesi on myöhässä',
      sentence: 'Tilauksesi toimitus kestää luvattua kauemmin. Sitä ei ole unohdettu.',
    },
    delivered: {
      subject: 'Tilauksesi on toimitettu',
      sentence: 'Tilauksesi on toimitettu. Hyvää ruokahalua!',
    },
    failed: { subject: 'Tilaustasi ei voitu toimittaa', sentence: 'Tilaustasi ei voitu toimittaa.' },
  },
}
