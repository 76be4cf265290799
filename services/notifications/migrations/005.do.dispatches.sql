-- Who webhooks go to: a URL without query, as deliveries name it. Known once it has settings of its own.
create table webhook_endpoints (
  webhook_id text primary key,
  url text not null unique,
  -- Which of the secrets that are derived for it signs. 0: the one of the installation.
  generation integer not null,
  -- The generation before signs too until then.
  previous_until timestamptz,
  -- It answered 410: nothing is sent to it until it is enabled.
  disabled_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);

-- One notification to one target over one channel, tried until it is accepted, refused for good, or out of tries. What
-- failed stays.
create table dispatches (
  dispatch_id bigint generated always as identity primary key,
  notification_id text not null references notifications on delete cascade,
  channel text not null,
  target text not null,
  -- Who shares a receiver's capacity, and waits when it hangs.
  lane text not null generated always as (
    channel || ' ' || coalesce(lower(substring(target from '^[a-zA-Z]+://([^/?#]+)')), '')
  ) stored,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'disabled')),
  tries integer not null default 0,
  -- Of a pending one. Ahead by a lease while a process has it in hand.
  next_attempt_at timestamptz not null default clock_timestamp(),
  -- The last answer: a status, or why there was none.
  outcome text,
  settled_at timestamptz,
  unique (notification_id, channel, target)
);

create index dispatches_due on dispatches (lane, next_attempt_at) where state = 'pending';
create index dispatches_failed on dispatches (dispatch_id) where state in ('failed', 'disabled');

insert into dispatches (notification_id, channel, target, state, tries, next_attempt_at, outcome, settled_at)
select notification_id, 'webhook', url, state, tries, next_attempt_at, outcome, settled_at
from webhooks order by next_attempt_at;

insert into webhook_endpoints (webhook_id, url, generation, disabled_at)
select gen_random_uuid()::text, substring(webhook_url from '^[^?#]*'), 0, max(webhook_disabled_at)
from deliveries where webhook_disabled_at is not null group by 2;

drop table webhooks;
alter table deliveries drop column webhook_disabled_at;
