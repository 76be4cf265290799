-- Each topic is emptied on its own: one that Kafka refuses holds up no other.
create index outbox_by_topic on outbox (topic, id);
