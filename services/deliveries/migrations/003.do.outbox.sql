-- Written in the transaction that decides, emptied once Kafka has acknowledged (ADR 0020). Within a key, ids are in
-- commit order: whoever writes holds the row lock of the delivery or the rider until commit.
create table outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  key text not null,
  event jsonb not null,
  created_at timestamptz not null default clock_timestamp()
);
