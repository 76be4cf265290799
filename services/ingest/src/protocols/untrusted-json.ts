export type JsonObject = Readonly<Record<string, unknown>>

/** Undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined
}

export const asNumber = (value: unknown) => (typeof value === 'number' ? value : undefined)

export const asText = (value: unknown) => (typeof value === 'string' ? value : undefined)
