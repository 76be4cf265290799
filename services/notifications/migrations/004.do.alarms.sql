-- Alarms: what a delivery is to be looked at for though nothing happens to it.
alter table deliveries
  -- Corners of the way to the drop-off.
  add column route jsonb,
  add column promised_at timestamptz,
  -- At its first alarm or before. Fixes only ever move alarms away, and leave this alone: it is looked at when it rings.
  add column wake_at timestamptz,
  alter column progress set default '{"told": {}}';

create index deliveries_to_wake on deliveries (wake_at) where wake_at is not null;

-- How often and when each kind was told of, where it was once only whether.
update deliveries set progress = progress - 'notified' || jsonb_build_object('told', coalesce((
  select jsonb_object_agg(kind, jsonb_build_object('times', occurrence, 'at', round(1000 * extract(epoch from at))))
  from notifications where notifications.delivery_id = deliveries.delivery_id
), '{}'));

-- Since when this service tells. What happened before is history, whoever reads it: a group that joins a system that has
-- run for long, or begins again with an empty database, tells nobody of it.
create table beginning (at timestamptz not null);
insert into beginning select case when exists (select from deliveries) then to_timestamp(0) else clock_timestamp() end;
