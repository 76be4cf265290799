-- What is decided on or searched for has a column; what is only kept and given back whole is jsonb.
create table deliveries (
  delivery_id text primary key,
  status text not null
    check (status in ('created', 'assigned', 'picked-up', 'delivered', 'failed', 'cancelled')),
  pickup jsonb not null,
  dropoff jsonb not null,
  customer jsonb,
  webhook jsonb,
  promised_at timestamptz,
  rider_id text references riders,
  route jsonb,
  created_at timestamptz not null,
  assigned_at timestamptz,
  picked_up_at timestamptz,
  ended_at timestamptz,
  -- The number and the time of its latest event.
  version integer not null check (version > 0),
  changed_at timestamptz not null
);

-- Pages, newest first: of all, and of one status.
create index deliveries_by_time on deliveries (created_at desc, delivery_id desc);
create index deliveries_by_status on deliveries (status, created_at desc, delivery_id desc);

-- A rider's open deliveries, and when the latest ended.
create index deliveries_by_rider on deliveries (rider_id, ended_at);
