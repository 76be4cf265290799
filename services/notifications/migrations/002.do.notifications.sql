-- Each notification that was decided, and the outbox of the topic `delivery-notifications`. Written in the transaction
-- that decides, once each.
create table notifications (
  notification_id text primary key,
  -- In commit order within a delivery: whoever writes holds the lock of its row until commit.
  seq bigint generated always as identity,
  delivery_id text not null references deliveries on delete cascade,
  kind text not null,
  occurrence integer not null,
  at timestamptz not null,
  decided_at timestamptz not null default clock_timestamp(),
  published_at timestamptz,
  unique (delivery_id, kind, occurrence)
);

create index notifications_to_publish on notifications (seq) where published_at is null;
