-- One message to one receiver, tried until it is accepted, refused for good, or out of tries. What failed stays.
create table webhooks (
  notification_id text primary key references notifications on delete cascade,
  url text not null,
  -- Who shares a receiver's capacity, and waits when it hangs.
  host text not null generated always as (coalesce(lower(substring(url from '^[a-zA-Z]+://([^/?#]+)')), '')) stored,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'disabled')),
  tries integer not null default 0,
  -- Of a pending one. Ahead by a lease while a process has it in hand.
  next_attempt_at timestamptz not null default clock_timestamp(),
  -- The last answer: a status, or why there was none.
  outcome text,
  settled_at timestamptz
);

create index webhooks_due on webhooks (host, next_attempt_at) where state = 'pending';
create index webhooks_failed on webhooks (settled_at) where state = 'failed';
