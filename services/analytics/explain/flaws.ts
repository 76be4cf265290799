/** A table read from end to end, rows sorted or hashed on disk: what no plan needs here. */
const FLAWS = /Seq Scan on (?:fixes\w*|rider_hours|cell_slots|deliveries)\b|Sort Method: external|Disk Usage/g

export function flawsIn(plan: string): string[] {
  return [...new Set(plan.match(FLAWS))]
}
