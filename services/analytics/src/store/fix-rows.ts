import { copyColumn, copyInto } from '@doorstep/postgres'
import type { NewFix } from '../domain/splice.ts'

const { boolean, double, integer, text, time } = copyColumn

/** None of them may have a row: one that had would be an error here, and no sum would be wrong. */
export const addRows = copyInto<NewFix>('fixes', [
  text('rider_id', ({ fix }) => fix.riderId),
  time('recorded_at', ({ fix }) => fix.recordedAt),
  time('received_at', ({ fix }) => fix.receivedAt),
  double('lat', ({ fix }) => fix.lat),
  double('lon', ({ fix }) => fix.lon),
  double('accuracy_m', ({ fix }) => fix.accuracyM),
  double('speed_mps', ({ fix }) => fix.speedMps),
  double('bearing_deg', ({ fix }) => fix.bearingDeg),
  double('altitude_m', ({ fix }) => fix.altitudeM),
  double('battery_pct', ({ fix }) => fix.batteryPct),
  boolean('charging', ({ fix }) => fix.charging),
  text('source', ({ fix }) => fix.source),
  integer('distance_mm', ({ segment }) => segment.distanceMm),
  integer('moving_ms', ({ segment }) => segment.movingMs),
  integer('stopped_ms', ({ segment }) => segment.stoppedMs),
])
