-- A receiver that accepts nothing for days is sent to no more, as one that answers 410.
alter table webhook_endpoints
  -- Since when nothing has been accepted, of what was tried.
  add column failing_since timestamptz,
  add column disabled_because text check (disabled_because in ('gone', 'failing')),
  add constraint disabled_for_a_reason check ((disabled_at is null) = (disabled_because is null)) not valid;

update webhook_endpoints set disabled_because = 'gone' where disabled_at is not null;
alter table webhook_endpoints validate constraint disabled_for_a_reason;
