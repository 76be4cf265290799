const DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:Z|([+-]\d\d):?(\d\d))?$/

/** Unix milliseconds of an ISO 8601 date and time, also with a blank for the `T`. Without a zone it is UTC. */
export function momentOf(text: string): number | undefined {
  const [, date, time, zoneHours = '+00', zoneMinutes = '00'] = DATE_TIME.exec(text) ?? []
  if (date === undefined) return undefined
  const moment = Date.parse(`${date}T${time}${zoneHours}:${zoneMinutes}`)
  return Number.isNaN(moment) ? undefined : moment
}
