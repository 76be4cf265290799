-- Browsers of customers that asked to be told: until their delivery is forgotten, or the push service says they are gone.
create table push_subscriptions (
  delivery_id text not null references deliveries on delete cascade,
  endpoint text not null,
  -- With these the message is encrypted, for the browser alone to read.
  keys jsonb not null,
  language text not null,
  primary key (delivery_id, endpoint)
);
