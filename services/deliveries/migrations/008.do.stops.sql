-- Where each rider goes next, in order. Written anew with every change, under the lock of the rider's row.
create table stops (
  rider_id text not null references riders on delete cascade,
  nth integer not null,
  delivery_id text not null references deliveries on delete cascade,
  kind text not null check (kind in ('pickup', 'dropoff')),
  -- The way from the stop before; for the first, from where the rider was seen last.
  distance_m double precision not null,
  duration_ms integer not null,
  eta_at timestamptz not null,
  primary key (rider_id, nth),
  unique (delivery_id, kind)
);
