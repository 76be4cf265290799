-- Rows come in order of time, and stay for good. By the primary key Postgres takes a month of them for costlier than
-- reading the whole table; this index is some pages, and says in which blocks the month is.
create index cell_slots_by_time on cell_slots using brin (slot_at) with (autosummarize = on);
