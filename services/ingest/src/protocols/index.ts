import { json } from './json/route.ts'
import type { Protocol } from './protocol.ts'

export const protocols: readonly Protocol[] = [json]
