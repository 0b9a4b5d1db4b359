-- How often the process ended while the job was running: a job that ends it each time is given up.
alter table ingestion.job
    add column interruptions integer not null default 0 check (interruptions >= 0);
