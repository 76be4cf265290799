import { copyColumn, copyInto } from '@doorstep/postgres'
import type { NewFix } from '../domain/splice.ts'

const { boolean, double, integer, text, time } = copyColumn

/** None of them may have a row: one that had would be an error here, and no sum would be wrong. */
export const addRows = copyInto<NewFix>('fixes', [
  text('rider_id', ({ riderId }) => riderId),
  time('recorded_at', ({ recordedAt }) => recordedAt),
  time('received_at', ({ receivedAt }) => receivedAt),
  double('lat', ({ lat }) => lat),
  double('lon', ({ lon }) => lon),
  double('accuracy_m', ({ accuracyM }) => accuracyM),
  double('speed_mps', ({ speedMps }) => speedMps),
  double('bearing_deg', ({ bearingDeg }) => bearingDeg),
  double('altitude_m', ({ altitudeM }) => altitudeM),
  double('battery_pct', ({ batteryPct }) => batteryPct),
  boolean('charging', ({ charging }) => charging),
  text('source', ({ source }) => source),
  integer('distance_mm', ({ distanceMm }) => distanceMm),
  integer('moving_ms', ({ movingMs }) => movingMs),
  integer('stopped_ms', ({ stoppedMs }) => stoppedMs),
])
