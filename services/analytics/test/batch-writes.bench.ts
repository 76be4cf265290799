import { connectPostgres, type Sql } from '@doorstep/postgres'
import { aDatabase, aFix } from '@doorstep/testing'

/**
 * Rows a second and CPU of this process for each way to write a batch of new fixes, one batch after the other on one
 * connection. DATABASE_URL names the server; a database of its own is made and dropped.
 */
const { DATABASE_URL = '' } = process.env
const ROWS = 60_000
const BATCHES = [100, 500, 2_000]

type Fix = ReturnType<typeof aFix>
type Write = (sql: Sql, fixes: readonly Fix[]) => Promise<{ count: number }>

const columns = `rider_id, recorded_at, received_at, lat, lon, accuracy_m, speed_mps, bearing_deg, altitude_m,
  battery_pct, charging, source`
const fields = `"riderId" text, "recordedAt" float8, "receivedAt" float8, lat float8, lon float8, "accuracyM" float8,
  "speedMps" float8, "bearingDeg" float8, "altitudeM" float8, "batteryPct" float8, charging boolean, source text`
const selected = `"riderId", to_timestamp("recordedAt" / 1000), to_timestamp("receivedAt" / 1000), lat, lon, "accuracyM",
  "speedMps", "bearingDeg", "altitudeM", "batteryPct", charging, source`

const recordset =
  (type: 'json' | 'jsonb'): Write =>
  (sql, fixes) =>
    sql`
      insert into fixes (${sql.unsafe(columns)}) select ${sql.unsafe(selected)}
      from ${sql.unsafe(type)}_to_recordset(${JSON.stringify(fixes)}::text::${sql.unsafe(type)}) as fix (${sql.unsafe(fields)})
      on conflict do nothing`

const unnest: Write = (sql, fixes) => {
  const of = <Key extends keyof Fix>(key: Key) => fixes.map((fix) => fix[key] ?? null) as never
  const ms = (key: 'recordedAt' | 'receivedAt') => fixes.map((fix) => new Date(fix[key]).toISOString())
  return sql`
    insert into fixes (${sql.unsafe(columns)}) select * from unnest(
      ${of('riderId')}::text[], ${ms('recordedAt')}::text[]::timestamptz[], ${ms('receivedAt')}::text[]::timestamptz[],
      ${of('lat')}::float8[], ${of('lon')}::float8[], ${of('accuracyM')}::float8[], ${of('speedMps')}::float8[],
      ${of('bearingDeg')}::float8[], ${of('altitudeM')}::float8[], ${of('batteryPct')}::float8[],
      ${of('charging')}::boolean[], ${of('source')}::text[])
    on conflict do nothing`
}

const values: Write = (sql, fixes) =>
  sql`insert into fixes ${sql(
    fixes.map((fix) => ({
      rider_id: fix.riderId,
      recorded_at: new Date(fix.recordedAt),
      received_at: new Date(fix.receivedAt),
      lat: fix.lat,
      lon: fix.lon,
      accuracy_m: fix.accuracyM ?? null,
      speed_mps: fix.speedMps ?? null,
      bearing_deg: fix.bearingDeg ?? null,
      altitude_m: fix.altitudeM ?? null,
      battery_pct: fix.batteryPct ?? null,
      charging: fix.charging ?? null,
      source: fix.source,
    })),
  )} on conflict do nothing`

const ways: Record<string, Write> = {
  jsonb_to_recordset: recordset('jsonb'),
  json_to_recordset: recordset('json'),
  unnest,
  'values, a parameter each': values,
}

function* batches(size: number): Generator<Fix[]> {
  const riders = 100
  for (let written = 0; written < ROWS; written += size) {
    yield Array.from({ length: size }, (_, i) => {
      const n = written + i
      const recordedAt = 1_700_000_000_000 + Math.floor(n / riders) * 1_000 + (n % 7)
      const riderId = `0f8fad5b-d9cb-469f-a165-${String(n % riders).padStart(12, '0')}`
      const position = { lat: 60.1 + Math.random() / 10, lon: 24.9 + Math.random() / 10 }
      return aFix({
        riderId,
        recordedAt,
        receivedAt: recordedAt + 250,
        ...position,
        speedMps: 5.25,
        bearingDeg: n % 360,
      })
    })
  }
}

interface Result {
  readonly rowsPerSecond: number
  readonly cpuPerRow: number
}

async function measure(sql: Sql, write: Write, size: number): Promise<Result> {
  await sql`truncate fixes`
  const prepared = [...batches(size)]
  const cpu = process.cpuUsage()
  const began = performance.now()
  let rows = 0
  for (const batch of prepared) rows += (await write(sql, batch)).count
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  if (rows !== prepared.length * size) throw new Error(`wrote ${rows} rows`)
  return { rowsPerSecond: rows / seconds, cpuPerRow: (user + system) / rows }
}

const database = await aDatabase(DATABASE_URL)
const sql = connectPostgres({ url: database.url, schema: 'analytics', max: 1 })
const migration = new URL('../migrations/001.do.fixes.sql', import.meta.url)
await sql.unsafe('create schema analytics')
await sql.file(migration.pathname)
await sql.unsafe('create table day partition of fixes default')
try {
  for (const size of BATCHES) {
    for (const [way, write] of Object.entries(ways)) {
      const results: Result[] = []
      for (let round = 0; round < 4; round++) results.push(await measure(sql, write, size))
      const best = Math.max(...results.map(({ rowsPerSecond }) => rowsPerSecond))
      const cpu = Math.min(...results.map(({ cpuPerRow }) => cpuPerRow))
      process.stdout.write(
        `${size}\t${Math.round(best / 1000)} k rows/s\t${cpu.toFixed(1)} µs CPU a row\t${way}\n`,
      )
    }
  }
} finally {
  await sql.end()
  await database.drop()
}
