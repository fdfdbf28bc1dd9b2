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
