-- What Kafka will never take, set aside so that the rest can go on. Somebody has to look.
create table outbox_refused (
  id bigint primary key,
  topic text not null,
  key text not null,
  event jsonb not null,
  created_at timestamptz not null,
  reason text not null,
  refused_at timestamptz not null default clock_timestamp()
);
