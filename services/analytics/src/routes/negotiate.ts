interface Range {
  readonly pattern: string
  readonly quality: number
}

/**
 * The media type that an `Accept` header likes best (RFC 9110, 12.5.1), the earlier offered of equals; undefined if it
 * likes none. The most specific range decides about a type.
 */
export function negotiate(accept: string | undefined, offered: readonly string[]): string | undefined {
  const ranges = (accept ?? '*/*').split(',').map(rangeOf)
  let best: string | undefined
  let bestQuality = 0
  for (const mediaType of offered) {
    const quality = qualityOf(mediaType, ranges)
    if (quality > bestQuality) {
      best = mediaType
      bestQuality = quality
    }
  }
  return best
}

function rangeOf(text: string): Range {
  const [pattern = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const [, quality = '1'] = parameters.map((parameter) => /^q=([\d.]+)$/.exec(parameter)).find(Boolean) ?? []
  return { pattern, quality: Number(quality) || 0 }
}

function qualityOf(mediaType: string, ranges: readonly Range[]): number {
  const [family] = mediaType.split('/')
  for (const pattern of [mediaType, `${family}/*`, '*/*']) {
    const range = ranges.find((candidate) => candidate.pattern === pattern)
    if (range !== undefined) return range.quality
  }
  return 0
}
