-- Without an event, the key is deleted from its compacted topic.
alter table outbox alter column event drop not null;
alter table outbox_refused alter column event drop not null;
