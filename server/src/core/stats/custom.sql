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
