-- What is left of a rider who was erased: an id that no name belongs to, and that none of its keys opens anything.
alter table riders add column erased_at timestamptz;
