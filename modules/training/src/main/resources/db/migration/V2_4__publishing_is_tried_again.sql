-- Tries to publish the trained model that failed one after the other.
alter table training.job add column publish_failures integer not null default 0;
