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
