create table riders (
  rider_id text primary key,
  name text,
  created_at timestamptz not null,
  -- When the rider's newest record of rider-assignments was made. Setting it is also the lock that orders those records.
  assignments_updated_at timestamptz
);
