-- One row for each fix; (rider_id, recorded_at) identifies it (ADR 0002). A partition for each day of recorded_at, UTC,
-- made by the service before the first fix of the day, dropped whole when it is old enough.
create table fixes (
  rider_id text not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  lat double precision not null,
  lon double precision not null,
  accuracy_m double precision,
  speed_mps double precision,
  bearing_deg double precision,
  altitude_m double precision,
  battery_pct double precision,
  charging boolean,
  source text not null,
  primary key (rider_id, recorded_at)
) partition by range (recorded_at);
