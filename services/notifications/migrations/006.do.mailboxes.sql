-- The customer's e-mail address and language: here and nowhere else, so that it is gone when it is gone from here.
alter table deliveries add column mailbox jsonb;
