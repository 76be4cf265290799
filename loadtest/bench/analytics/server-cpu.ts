import type { Sql } from '@doorstep/postgres'

/**
 * Seconds of CPU that the server's processes took up to now, those that ended too. Read by the server itself, as it may be in
 * a container: needs a superuser, and Linux there. Times are in hundredths of a second on any Linux.
 */
export const SERVER_CPU_SECONDS = `
  with process as (
    select pid from pg_stat_activity
    union
    select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::integer
  ), since_state as (
    select string_to_array(regexp_replace(pg_read_file('/proc/' || pid || '/stat', true), '^.*\\) ', ''), ' ') as field
    from process
  )
  select sum(
    field[12]::float8 + field[13]::float8 -- its own: utime, stime
    + field[14]::float8 + field[15]::float8 -- of children that ended: cutime, cstime
  ) / 100 as seconds
  from since_state`

export async function serverCpuSeconds(sql: Sql): Promise<number> {
  const [row] = await sql.unsafe<[{ seconds: number }]>(SERVER_CPU_SECONDS)
  return row.seconds
}
