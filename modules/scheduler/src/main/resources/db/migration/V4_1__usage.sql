create schema if not exists scheduler;

-- One row per request; appended, never changed.
create table scheduler.usage (
  request_id         text primary key,
  at                 timestamptz      not null,
  api_key            text             not null,
  model              text             not null,
  endpoint           text             not null,
  outcome            text             not null check (outcome in ('finished', 'cancelled', 'failed')),
  prompt_tokens      bigint           not null check (prompt_tokens >= 0),
  cached_tokens      bigint           not null check (cached_tokens >= 0),
  completion_tokens  bigint           not null check (completion_tokens >= 0),
  joules             double precision not null,
  joules_estimated   boolean          not null,
  money              double precision not null,
  currency           text             not null,
  grams_co2          double precision not null,
  worker             text             not null,
  first_token_millis double precision not null,
  token_millis       double precision not null
);

create index usage_by_key_and_time on scheduler.usage (api_key, at);
