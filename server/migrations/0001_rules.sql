-- The audit log is append-only: only its seal may be written later.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'seal' = to_jsonb(old) - 'seal' and old.seal is null then return new; end if;
  raise exception 'rows of % are not changed', tg_table_name using constraint = 'append_only';
end $$;
--> statement-breakpoint
create trigger append_only before update or delete on platform.audit_log for each row execute function platform.refuse_change();
--> statement-breakpoint
-- Search in the help centre: words by tsvector, misspelt titles by trigrams.
create extension if not exists pg_trgm;
--> statement-breakpoint
alter table content.articles add column search tsvector generated always as (
  setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B') || setweight(to_tsvector('english', body), 'C')
) stored;
--> statement-breakpoint
create index articles_search on content.articles using gin (search);
--> statement-breakpoint
create index articles_title_trgm on content.articles using gin (title gin_trgm_ops);
--> statement-breakpoint
-- Today's part of the figures is counted live. These indexes cost next to nothing to keep (a few pages each) and find a day among years.
create index tickets_first_responded_brin on support.tickets using brin (first_responded_at) with (pages_per_range = 32, autosummarize = on);
--> statement-breakpoint
create index tickets_first_resolved_brin on support.tickets using brin (first_resolved_at) with (pages_per_range = 32, autosummarize = on);
--> statement-breakpoint
create index tickets_rated_brin on support.tickets using brin (rated_at) with (pages_per_range = 32, autosummarize = on);
--> statement-breakpoint
create index messages_created_brin on support.messages using brin (created_at) with (pages_per_range = 32, autosummarize = on);
--> statement-breakpoint
create index ticket_events_at_brin on support.ticket_events using brin (at) with (pages_per_range = 32, autosummarize = on);
--> statement-breakpoint
create index clocks_due_brin on support.sla_clocks using brin (due_at) with (pages_per_range = 32, autosummarize = on);
--> statement-breakpoint
-- Full-text search (S11): one row per ticket. `created_at` lets the newest hits be taken first without a look at the tickets. `words` holds what staff may read (notes too), without positions, so that the row stays narrow.
-- A thousand statistics buckets: search.ts asks the planner how many tickets a word matches, and chooses how to look by that.
create extension if not exists pg_trgm;
--> statement-breakpoint
create table support.ticket_search (
  ticket_id uuid primary key references support.tickets (id) on delete cascade,
  created_at timestamptz not null,
  words tsvector not null,
  keys text not null
);
--> statement-breakpoint
alter table support.ticket_search alter column words set statistics 1000;
--> statement-breakpoint
create index ticket_search_words on support.ticket_search using gin (words);
--> statement-breakpoint
create index ticket_search_keys on support.ticket_search using gin (keys gin_trgm_ops);
--> statement-breakpoint
-- The timeline of a ticket is append-only. What a person is called in it may be blanked when they are erased; nothing else changes.
create function support.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'actor_name' - 'requester_id' - 'reason' - 'data' = to_jsonb(old) - 'actor_name' - 'requester_id' - 'reason' - 'data' then return new; end if;
  raise exception 'rows of % are not changed', tg_table_name using constraint = 'append_only';
end $$;
--> statement-breakpoint
create trigger append_only before update or delete on support.ticket_events for each row execute function support.refuse_change();
--> statement-breakpoint
alter table support.presence set unlogged;
--> statement-breakpoint
-- Replies update the row: room on the page keeps the new version near the old one.
alter table support.tickets set (fillfactor = 85);
--> statement-breakpoint
create extension if not exists pg_trgm;
--> statement-breakpoint
-- What the people list is searched by. E-mail addresses count as a whole and by their parts.
alter table users.people add column search tsvector generated always as (
  to_tsvector('simple', name || ' ' || coalesce(email, '') || ' ' || regexp_replace(coalesce(email, ''), '[@._+-]', ' ', 'g') || ' ' || coalesce(phone, '') || ' ' || ltrim(coalesce(phone, ''), '+') || ' ' || right(coalesce(phone, ''), 10))
) stored;
--> statement-breakpoint
create index people_search on users.people using gin (search);
--> statement-breakpoint
create index people_name_like on users.people using gin (lower(name) gin_trgm_ops);
--> statement-breakpoint
create index people_staff on users.people (created_at, id) where staff;
--> statement-breakpoint
-- Every change that an editor could overwrite gives the person a new version; being seen does not.
create function users.next_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end $$;
--> statement-breakpoint
create trigger next_version before update of name, email, email_verified, phone, phone_verified, avatar_media_id, staff, status, locale, time_zone, country, address, two_factor_enabled
  on users.people for each row execute function users.next_version();
--> statement-breakpoint
