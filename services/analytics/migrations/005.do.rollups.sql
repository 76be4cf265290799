-- What lies between a fix and the one before it of the same rider, kept with the later of the two, so that every rollup
-- is a sum over rows (ADR 0030). Whole numbers: a sum is the same in any order.
alter table fixes
  add distance_mm integer not null default 0,
  add moving_ms integer not null default 0,
  add stopped_ms integer not null default 0;

-- A day begins at another hour in each time zone; hours make up all of them.
create table rider_hours (
  rider_id text not null,
  hour_at timestamptz not null,
  fixes integer not null,
  distance_mm bigint not null,
  moving_ms bigint not null,
  stopped_ms bigint not null,
  first_fix_at timestamptz not null,
  last_fix_at timestamptz not null,
  primary key (rider_id, hour_at)
) with (fillfactor = 80);

create index rider_hours_by_hour on rider_hours (hour_at);

-- H3 cells of one resolution and five minutes. No rider is named.
create table cell_slots (
  slot_at timestamptz not null,
  cell text not null,
  fixes integer not null,
  distance_mm bigint not null,
  moving_ms bigint not null,
  stopped_ms bigint not null,
  primary key (slot_at, cell)
) with (fillfactor = 80);

-- Of the ride from pickup to end, from its end on.
alter table deliveries
  add fixes integer not null default 0,
  add distance_mm bigint not null default 0,
  add moving_ms bigint not null default 0,
  add stopped_ms bigint not null default 0;

drop function segment_metres;
