-- What the merchant chose to be told by each channel. No row: all that there is.
create table chosen_kinds (
  channel text primary key,
  kinds text[] not null
);
