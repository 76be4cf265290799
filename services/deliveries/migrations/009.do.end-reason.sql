alter table deliveries
  add column end_reason text,
  add column end_note text;
