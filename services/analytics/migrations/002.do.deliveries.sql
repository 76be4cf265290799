-- Each delivery as its newest event left it; `version` tells which one that is.
create table deliveries (
  delivery_id text primary key,
  version integer not null,
  status text not null,
  rider_id text,
  created_at timestamptz not null,
  promised_at timestamptz,
  assigned_at timestamptz,
  picked_up_at timestamptz,
  ended_at timestamptz
);

create index deliveries_by_end on deliveries (ended_at) where ended_at is not null;
create index deliveries_by_rider on deliveries (rider_id, ended_at);
