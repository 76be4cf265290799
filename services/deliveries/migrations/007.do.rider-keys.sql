-- A rider's keys are counted from 0: the newest that was made, and the first that is not revoked.
alter table riders
  add column newest_key integer not null default 0,
  add column keys_valid_from integer not null default 0;
