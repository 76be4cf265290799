import { riderKeyFor } from '@doorstep/contracts'

export const SECRET = 'the-secret-of-riders-keys'

export const keyOf = (riderId: string, generation?: number): string =>
  riderKeyFor(riderId, SECRET, generation)
