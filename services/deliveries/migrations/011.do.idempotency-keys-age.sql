-- A key stands for its request for a day. Those from before are taken to be new.
alter table idempotency_keys add column created_at timestamptz not null default clock_timestamp();
create index idempotency_keys_by_age on idempotency_keys (created_at);
create index outbox_refused_by_age on outbox_refused (refused_at);
