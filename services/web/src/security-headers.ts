/** What a page may load and speak to: this origin alone, unless a map style from elsewhere was asked for. */
export interface Origins {
  readonly mapStyleUrl?: string | undefined
}

/**
 * MapLibre draws in a worker, and makes images from blobs. A foreign style names its tiles, sprites and glyphs on hosts
 * of its own choosing, so with one any `https:` host may be asked for data and images; never for scripts.
 */
export function contentSecurityPolicy({ mapStyleUrl }: Origins = {}): string {
  const foreign = mapStyleUrl === undefined ? [] : ['https:', new URL(mapStyleUrl).origin]
  return [
    ["default-src 'self'"],
    ["script-src 'self'"],
    ["style-src 'self'"],
    ["img-src 'self' data: blob:", ...foreign],
    ["connect-src 'self'", ...foreign],
    ["worker-src 'self' blob:"],
    ["object-src 'none'"],
    ["base-uri 'none'"],
    ["form-action 'self'"],
    ["frame-ancestors 'none'"],
  ]
    .map((directive) => directive.join(' '))
    .join('; ')
}

/** Swagger UI writes `style` attributes. */
export const docsSecurityPolicy = contentSecurityPolicy().replace(
  "style-src 'self'",
  "style-src 'self' 'unsafe-inline'",
)

/** Only the rider page may know where it is, and keep the screen on. */
export function permissionsPolicy({ isRiderPage }: { readonly isRiderPage: boolean }): string {
  const riders = isRiderPage ? '(self)' : '()'
  return `camera=(), microphone=(), payment=(), geolocation=${riders}, screen-wake-lock=${riders}`
}

/** On every answer. The customer's token stands in the URL, so no address leaves with a referrer or lands in an index. */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'x-robots-tag': 'noindex',
} as const
