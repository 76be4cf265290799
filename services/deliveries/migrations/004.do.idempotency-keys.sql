-- Kept as long as the delivery is. Deferred: the key is taken first, so that two orders with one key never both insert.
create table idempotency_keys (
  key text primary key,
  request jsonb not null,
  delivery_id text not null references deliveries on delete cascade deferrable initially deferred
);
