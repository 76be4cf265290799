import type { Location, LocationReport } from '@doorstep/contracts'

/** A report that was checked already, by `report-body.ts`. */
export function decode(report: LocationReport): readonly Location[] {
  return 'locations' in report ? report.locations : [report]
}
