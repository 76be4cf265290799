import type { Ask } from '../../api-key/ask-with-key.ts'

export const downloads = [
  { name: 'GPX', accept: 'application/gpx+xml', ending: 'gpx' },
  { name: 'CSV', accept: 'text/csv', ending: 'csv' },
  { name: 'GeoJSON', accept: 'application/geo+json', ending: 'geojson' },
] as const
export type Download = (typeof downloads)[number]

/** Some browsers read what is saved only after the click. */
const KEPT_MS = 60_000

/** Saves a track as a file. A link could not carry the key. */
export async function downloadTrack(
  ask: Ask,
  deliveryId: string,
  { accept, ending }: Download,
): Promise<void> {
  const response = await ask(`/v1/analytics/deliveries/${encodeURIComponent(deliveryId)}/track`, { accept })
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = `delivery-${deliveryId}.${ending}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
