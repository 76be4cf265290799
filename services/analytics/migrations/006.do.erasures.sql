-- Who was erased. What events and fixes that are read once more say of them is erased again until those are gone.
create table erasures (
  subject text not null check (subject in ('rider', 'delivery')),
  id text not null,
  erased_at timestamptz not null,
  primary key (subject, id)
);
