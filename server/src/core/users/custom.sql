create extension if not exists pg_trgm;
--> statement-breakpoint
-- What the people list is searched by. E-mail addresses count as a whole and by their parts.
alter table users.people add column search tsvector generated always as (
  to_tsvector('simple', name || ' ' || coalesce(email, '') || ' ' || regexp_replace(coalesce(email, ''), '[@._+-]', ' ', 'g') || ' ' || coalesce(phone, '') || ' ' || ltrim(coalesce(phone, ''), '+'))
) stored;
--> statement-breakpoint
create index people_search on users.people using gin (search);
--> statement-breakpoint
create index people_name_like on users.people using gin (lower(name) gin_trgm_ops);
--> statement-breakpoint
create index people_staff on users.people (created_at, id) where staff;
--> statement-breakpoint
