-- The newest rows of the index, for words so common that walking fills a page sooner than asking the word index.
create index ticket_search_created on support.ticket_search (created_at, ticket_id);
