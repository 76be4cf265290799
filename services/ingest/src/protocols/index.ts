import { json } from './json/route.ts'
import { osmand } from './osmand/route.ts'
import { overland } from './overland/route.ts'
import { owntracks } from './owntracks/route.ts'
import type { Protocol } from './protocol.ts'
import { stream } from './stream/route.ts'

export const protocols: readonly Protocol[] = [json, stream, osmand, owntracks, overland]
