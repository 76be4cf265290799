-- What the rules decide from, learnt from `delivery-events` (ADR 0021). Facts that are searched for have columns; what
-- the rules remember is theirs alone, so a new rule needs no migration.
create table deliveries (
  delivery_id text primary key,
  -- Of its latest event; 0 before the first.
  version integer not null default 0,
  rider_id text,
  dropoff jsonb,
  picked_up_at timestamptz,
  ended_at timestamptz,
  webhook_url text,
  -- Its receiver answered 410: it wants no more.
  webhook_disabled_at timestamptz,
  progress jsonb not null default '{"notified": []}',
  -- No fix can matter to it any more.
  over boolean not null default false
  -- Progress is written for each batch of fixes: room on the page keeps those updates out of the indexes.
) with (fillfactor = 70);

-- Those whose rider's fixes are looked at.
create index deliveries_on_their_way on deliveries (rider_id) where picked_up_at is not null and not over;

-- What retention looks for.
create index deliveries_by_end on deliveries (ended_at);
