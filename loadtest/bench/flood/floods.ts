/** What one rider does to all the others. */
export interface Flood {
  readonly name: string
  /** In each request. */
  readonly locations: number
  /** Requests, whether answers come or not. */
  readonly ratePerS: number
}

export interface FloodOrder extends Flood {
  readonly port: number
  readonly secret: string
  readonly seconds: number
}

export interface FloodReport {
  readonly takenPerS: number
  readonly refusedPerS: number
}

/** The largest a report can be is 500 locations: 20 of them a second would be 10,000 fixes, were the rate of requests all. */
export const floods: readonly Flood[] = [
  { name: 'single fixes, 500 requests a second', locations: 1, ratePerS: 500 },
  { name: 'the largest batches, 20 a second', locations: 500, ratePerS: 20 },
  { name: 'the largest batches, 100 a second', locations: 500, ratePerS: 100 },
]
