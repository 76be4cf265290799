import { json } from './json/route.ts'
import { osmand } from './osmand/route.ts'
import { overland } from './overland/route.ts'
import { owntracks } from './owntracks/route.ts'
import type { Protocol } from './protocol.ts'

export const protocols: readonly Protocol[] = [json, osmand, owntracks, overland]
