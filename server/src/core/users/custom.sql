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
