import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a page of this origin may open a socket here: ours if given, or one of the very host that was asked. What sends no origin
 * is no browser. A page cannot set `X-Forwarded-Host`, so it may be believed for this purpose, and this one only.
 */
export function isOurOrigin(headers: IncomingHttpHeaders, publicOrigin?: string): boolean {
  if (headers.origin === undefined) return true
  if (!URL.canParse(headers.origin)) return false
  const { host, origin } = new URL(headers.origin)
  return origin === publicOrigin || host === headers.host || host === headers['x-forwarded-host']
}
