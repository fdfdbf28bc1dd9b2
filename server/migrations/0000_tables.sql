CREATE SCHEMA "platform";
--> statement-breakpoint
CREATE SCHEMA "content";
--> statement-breakpoint
CREATE SCHEMA "desk";
--> statement-breakpoint
CREATE SCHEMA "media";
--> statement-breakpoint
CREATE SCHEMA "notices";
--> statement-breakpoint
CREATE SCHEMA "stats";
--> statement-breakpoint
CREATE SCHEMA "support";
--> statement-breakpoint
CREATE SCHEMA "users";
--> statement-breakpoint
CREATE TABLE "platform"."audit_log" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "platform"."audit_log_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"noun" text NOT NULL,
	"noun_id" text NOT NULL,
	"subject_id" uuid,
	"before" jsonb,
	"after" jsonb,
	"reason" text,
	"request_id" text NOT NULL,
	"address" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"seal" text
);
--> statement-breakpoint
CREATE TABLE "platform"."events" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "platform"."events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"topics" text[] NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"request_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."handled" (
	"seq" bigint NOT NULL,
	"subscriber" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "handled_seq_subscriber_pk" PRIMARY KEY("seq","subscriber")
);
--> statement-breakpoint
CREATE TABLE "platform"."history" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"noun" text NOT NULL,
	"noun_id" uuid NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	"reason" text,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."idempotency_keys" (
	"owner" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"state" text NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_owner_key_pk" PRIMARY KEY("owner","key")
);
--> statement-breakpoint
CREATE TABLE "platform"."setting_history" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"key" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."workers" (
	"instance" bigint PRIMARY KEY NOT NULL,
	"worker_ids" text[] NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "content"."article_categories" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"icon" text DEFAULT 'HelpOutline' NOT NULL,
	"sort_order" integer DEFAULT 100 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_category_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "content"."article_days" (
	"article_id" uuid NOT NULL,
	"day" date NOT NULL,
	"views" integer DEFAULT 0 NOT NULL,
	"helpful" integer DEFAULT 0 NOT NULL,
	"not_helpful" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "article_days_day_article_id_pk" PRIMARY KEY("day","article_id")
);
--> statement-breakpoint
CREATE TABLE "content"."article_visits" (
	"article_id" uuid NOT NULL,
	"visitor" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "article_visits_article_id_visitor_day_pk" PRIMARY KEY("article_id","visitor","day")
);
--> statement-breakpoint
CREATE TABLE "content"."article_votes" (
	"article_id" uuid NOT NULL,
	"visitor" text NOT NULL,
	"helpful" boolean NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "article_votes_article_id_visitor_pk" PRIMARY KEY("article_id","visitor")
);
--> statement-breakpoint
CREATE TABLE "content"."articles" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"category_id" uuid NOT NULL,
	"title" text NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"body" text NOT NULL,
	"published" boolean DEFAULT false NOT NULL,
	"sort_order" integer DEFAULT 100 NOT NULL,
	"views" integer DEFAULT 0 NOT NULL,
	"helpful" integer DEFAULT 0 NOT NULL,
	"not_helpful" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_slug" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "desk"."canned_replies" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"shortcut" text,
	"team_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."macros" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"actions" jsonb NOT NULL,
	"team_id" uuid,
	"sort_order" integer DEFAULT 100 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."merges" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"source_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"same_requester" boolean NOT NULL,
	"moved" jsonb NOT NULL,
	"by_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "desk"."rule_marks" (
	"rule_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"rest_until" timestamp with time zone,
	CONSTRAINT "rule_marks_rule_id_ticket_id_pk" PRIMARY KEY("rule_id","ticket_id")
);
--> statement-breakpoint
CREATE TABLE "desk"."rule_runs" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"rule_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"outcome" text NOT NULL,
	"event_seq" bigint,
	"why" jsonb NOT NULL,
	"did" text[] NOT NULL,
	"error" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."rules" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"key" text,
	"name" text NOT NULL,
	"active" boolean DEFAULT false NOT NULL,
	"sort_order" integer NOT NULL,
	"trigger" jsonb NOT NULL,
	"conditions" jsonb NOT NULL,
	"actions" jsonb NOT NULL,
	"once_per_ticket" boolean DEFAULT false NOT NULL,
	"spacing" jsonb,
	"last_run_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."views" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"team_id" uuid,
	"filters" jsonb NOT NULL,
	"sort" text DEFAULT 'urgency' NOT NULL,
	"sort_order" integer DEFAULT 100 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "media"."files" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"owner_id" uuid,
	"guest_token" text,
	"guest_address" text,
	"name" text NOT NULL,
	"content_type" text NOT NULL,
	"size" integer NOT NULL,
	"width" integer,
	"height" integer,
	"storage_key" text NOT NULL,
	"thumbnail_key" text,
	"ready" boolean DEFAULT false NOT NULL,
	"attached_noun" text,
	"attached_id" text,
	"attached_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "file_has_owner" CHECK (owner_id is not null or guest_token is not null)
);
--> statement-breakpoint
CREATE TABLE "notices"."attempts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"delivery_id" uuid NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	"reason" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices"."deliveries" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"event_key" text NOT NULL,
	"event_seq" bigint NOT NULL,
	"notice" text NOT NULL,
	"topic" text NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"person_id" uuid,
	"address" text,
	"hint" text,
	"target" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"thread_key" text,
	"message_id" text,
	"provider" text,
	"provider_id" text,
	"error" text,
	"retry_of" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notices"."inbox" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"href" text,
	"urgent" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notices"."outbox" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"delivery_id" uuid,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"subject" text,
	"text" text NOT NULL,
	"html" text,
	"headers" jsonb NOT NULL,
	"raw" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices"."preferences" (
	"recipient" text NOT NULL,
	"topic" text NOT NULL,
	"channel" text NOT NULL,
	"enabled" boolean NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "preferences_recipient_topic_channel_pk" PRIMARY KEY("recipient","topic","channel")
);
--> statement-breakpoint
CREATE TABLE "notices"."quiet_hours" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"start" text NOT NULL,
	"end" text NOT NULL,
	"time_zone" text NOT NULL,
	CONSTRAINT "quiet_hours_differ" CHECK ("notices"."quiet_hours"."start" <> "notices"."quiet_hours"."end")
);
--> statement-breakpoint
CREATE TABLE "notices"."rules" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"notice" text NOT NULL,
	"audience" text NOT NULL,
	"channels" text[] NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"edited" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_rule" UNIQUE("notice","audience")
);
--> statement-breakpoint
CREATE TABLE "notices"."templates" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"notice" text NOT NULL,
	"channel" text NOT NULL,
	"language" text NOT NULL,
	"subject" text,
	"text" text NOT NULL,
	"html" text,
	"button" text,
	"edited" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_template" UNIQUE("notice","channel","language")
);
--> statement-breakpoint
CREATE TABLE "stats"."day_backlog" (
	"day" date NOT NULL,
	"line" text NOT NULL,
	"team_id" uuid NOT NULL,
	"open" integer DEFAULT 0 NOT NULL,
	"up_to1_day" integer DEFAULT 0 NOT NULL,
	"up_to3_days" integer DEFAULT 0 NOT NULL,
	"up_to7_days" integer DEFAULT 0 NOT NULL,
	"older" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "day_backlog_day_line_team_id_pk" PRIMARY KEY("day","line","team_id")
);
--> statement-breakpoint
CREATE TABLE "stats"."day_durations" (
	"day" date NOT NULL,
	"line" text NOT NULL,
	"team_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid NOT NULL,
	"buckets" text NOT NULL,
	"counts" text NOT NULL,
	CONSTRAINT "day_durations_day_kind_line_team_id_person_id_pk" PRIMARY KEY("day","kind","line","team_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "stats"."day_people" (
	"day" date NOT NULL,
	"person_id" uuid NOT NULL,
	"line" text NOT NULL,
	"team_id" uuid NOT NULL,
	"replies" integer DEFAULT 0 NOT NULL,
	"resolved" integer DEFAULT 0 NOT NULL,
	"rated" integer DEFAULT 0 NOT NULL,
	"rating_sum" integer DEFAULT 0 NOT NULL,
	"met" integer DEFAULT 0 NOT NULL,
	"missed" integer DEFAULT 0 NOT NULL,
	"answered" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "day_people_day_person_id_line_team_id_pk" PRIMARY KEY("day","person_id","line","team_id")
);
--> statement-breakpoint
CREATE TABLE "stats"."day_tickets" (
	"day" date NOT NULL,
	"line" text NOT NULL,
	"team_id" uuid NOT NULL,
	"category_id" uuid NOT NULL,
	"priority" text NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"resolved" integer DEFAULT 0 NOT NULL,
	"reopened" integer DEFAULT 0 NOT NULL,
	"one_touch" integer DEFAULT 0 NOT NULL,
	"rated" integer DEFAULT 0 NOT NULL,
	"rated_good" integer DEFAULT 0 NOT NULL,
	"rating_sum" integer DEFAULT 0 NOT NULL,
	"first_met" integer DEFAULT 0 NOT NULL,
	"first_missed" integer DEFAULT 0 NOT NULL,
	"next_met" integer DEFAULT 0 NOT NULL,
	"next_missed" integer DEFAULT 0 NOT NULL,
	"resolution_met" integer DEFAULT 0 NOT NULL,
	"resolution_missed" integer DEFAULT 0 NOT NULL,
	"emergency_met" integer DEFAULT 0 NOT NULL,
	"emergency_missed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "day_tickets_day_line_team_id_category_id_priority_pk" PRIMARY KEY("day","line","team_id","category_id","priority")
);
--> statement-breakpoint
CREATE TABLE "stats"."state" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"complete_to" date NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."calendar_versions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"calendar_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"time_zone" text NOT NULL,
	"hours" jsonb NOT NULL,
	"holidays" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."calendars" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."categories" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"icon" text DEFAULT 'help' NOT NULL,
	"line" text NOT NULL,
	"kind" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"sort_order" integer DEFAULT 100 NOT NULL,
	"default_priority" text DEFAULT 'medium' NOT NULL,
	"emergency" boolean DEFAULT false NOT NULL,
	"sla_policy_id" uuid,
	"team_id" uuid,
	"skill" text,
	"fields" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"safety_steps" text[],
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."sla_policies" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"targets" jsonb NOT NULL,
	"terms_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."sla_terms" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"policy_id" uuid NOT NULL,
	"policy_name" text NOT NULL,
	"targets" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."attachments" (
	"media_id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"requester_id" uuid,
	"message_id" uuid,
	"note_id" uuid,
	"position" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_place" CHECK (message_id is null or note_id is null)
);
--> statement-breakpoint
CREATE TABLE "support"."messages" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"requester_id" uuid,
	"n" integer NOT NULL,
	"author_id" uuid,
	"author_name" text NOT NULL,
	"side" text NOT NULL,
	"body" text NOT NULL,
	"channel" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"source_key" text
);
--> statement-breakpoint
CREATE TABLE "support"."notes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"requester_id" uuid,
	"n" integer NOT NULL,
	"author_id" uuid,
	"author_name" text NOT NULL,
	"body" text NOT NULL,
	"mentions" uuid[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."ticket_events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"requester_id" uuid,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"side" text NOT NULL,
	"from" text,
	"to" text,
	"reason" text,
	"data" jsonb,
	"public" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."tickets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reference" text NOT NULL,
	"requester_id" uuid,
	"contact" jsonb,
	"requester_name" text,
	"place" text,
	"category_id" uuid NOT NULL,
	"line" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"description" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"priority" text NOT NULL,
	"assignee_id" uuid,
	"team_id" uuid,
	"channel" text DEFAULT 'portal' NOT NULL,
	"created_by_staff" boolean DEFAULT false NOT NULL,
	"related_type" text,
	"related_id" text,
	"lat" double precision,
	"lng" double precision,
	"address" text,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"emergency" boolean DEFAULT false NOT NULL,
	"triage" text,
	"version" integer DEFAULT 1 NOT NULL,
	"message_version" integer DEFAULT 0 NOT NULL,
	"public_version" integer DEFAULT 0 NOT NULL,
	"requester_seen" integer DEFAULT 0 NOT NULL,
	"messages_count" integer DEFAULT 0 NOT NULL,
	"notes_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_message_at" timestamp with time zone,
	"last_customer_message_at" timestamp with time zone,
	"first_responded_at" timestamp with time zone,
	"first_resolved_at" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"assigned_at" timestamp with time zone,
	"waiting_since" timestamp with time zone,
	"snoozed_until" timestamp with time zone,
	"snoozed_by_id" uuid,
	"merged_into_id" uuid,
	"split_from_id" uuid,
	"follows_id" uuid,
	"reopen_count" integer DEFAULT 0 NOT NULL,
	"terms_id" uuid,
	"sla_state" text DEFAULT 'none' NOT NULL,
	"sla_kind" text,
	"sla_turn" integer,
	"sla_started_at" timestamp with time zone,
	"sla_due_at" timestamp with time zone,
	"urgency" bigint DEFAULT 4000000000000000 NOT NULL,
	"rating" smallint,
	"feedback" text,
	"rated_at" timestamp with time zone,
	"rating_requested_at" timestamp with time zone,
	"rating_requests" smallint DEFAULT 0 NOT NULL,
	"submission_key" text,
	"claim_token_hash" text,
	CONSTRAINT "one_reference" UNIQUE("reference"),
	CONSTRAINT "rating_in_range" CHECK (rating between 1 and 5),
	CONSTRAINT "someone_asked" CHECK (requester_id is not null or requester_name is not null),
	CONSTRAINT "never_into_itself" CHECK (merged_into_id <> id),
	CONSTRAINT "emergency_not_merged" CHECK (not (emergency and merged_into_id is not null))
);
--> statement-breakpoint
CREATE TABLE "support"."agent_load" (
	"agent_id" uuid PRIMARY KEY NOT NULL,
	"load" integer DEFAULT 0 NOT NULL,
	"last_assigned_at" timestamp with time zone,
	"recent" integer DEFAULT 0 NOT NULL,
	"since" timestamp with time zone,
	CONSTRAINT "load_not_negative" CHECK (load >= 0)
);
--> statement-breakpoint
CREATE TABLE "support"."assignments" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"requester_id" uuid,
	"agent_id" uuid,
	"team_id" uuid,
	"how" text NOT NULL,
	"reason" text NOT NULL,
	"candidates" jsonb NOT NULL,
	"actor_id" uuid,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."drafts" (
	"ticket_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"seen_version" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "drafts_ticket_id_person_id_kind_pk" PRIMARY KEY("ticket_id","person_id","kind")
);
--> statement-breakpoint
CREATE TABLE "support"."emergencies" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"requester_id" uuid,
	"triage" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"attend_by" timestamp with time zone NOT NULL,
	"attended_at" timestamp with time zone,
	"attended_by_id" uuid,
	"prevent_by" timestamp with time zone NOT NULL,
	"prevented_at" timestamp with time zone,
	"prevented_by_id" uuid,
	"acknowledged_by_id" uuid,
	"acknowledged_at" timestamp with time zone,
	"level" integer DEFAULT 0 NOT NULL,
	"next_page_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "support"."followers" (
	"ticket_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "followers_ticket_id_person_id_pk" PRIMARY KEY("ticket_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "support"."links" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"type" text NOT NULL,
	"created_by_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "not_to_itself" CHECK (ticket_id <> other_id)
);
--> statement-breakpoint
CREATE TABLE "support"."pages" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"requester_id" uuid,
	"person_id" uuid NOT NULL,
	"level" integer NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support"."presence" (
	"ticket_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"field" text,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "presence_ticket_id_person_id_pk" PRIMARY KEY("ticket_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "support"."reads" (
	"ticket_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"seen" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "reads_ticket_id_person_id_pk" PRIMARY KEY("ticket_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "support"."sla_clocks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"requester_id" uuid,
	"kind" text NOT NULL,
	"turn" integer DEFAULT 0 NOT NULL,
	"calendar_version_id" uuid,
	"terms_id" uuid,
	"target_seconds" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"pauses" jsonb NOT NULL,
	"stopped_at" timestamp with time zone,
	"voided" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"used_seconds" integer,
	"due_at" timestamp with time zone,
	"at75" timestamp with time zone,
	"at90" timestamp with time zone,
	"next_notice_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "support"."sla_notices" (
	"clock_id" uuid NOT NULL,
	"threshold" smallint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "sla_notices_clock_id_threshold_pk" PRIMARY KEY("clock_id","threshold")
);
--> statement-breakpoint
CREATE TABLE "users"."accounts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"account_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_account" UNIQUE("provider_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "users"."attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"window_ends" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users"."devices" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"token" text NOT NULL,
	"app_version" text,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_device" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "users"."invitations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role_ids" uuid[] NOT NULL,
	"team_ids" uuid[] NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "users"."known_permissions" (
	"name" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users"."people" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"email_verified" boolean DEFAULT false NOT NULL,
	"phone" text,
	"phone_verified" boolean DEFAULT false NOT NULL,
	"avatar_media_id" uuid,
	"staff" boolean DEFAULT false NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"locale" text DEFAULT 'en-IN' NOT NULL,
	"time_zone" text DEFAULT 'Asia/Kolkata' NOT NULL,
	"country" text,
	"address" jsonb,
	"two_factor_enabled" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"last_seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users"."person_roles" (
	"person_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	CONSTRAINT "person_roles_person_id_role_id_pk" PRIMARY KEY("person_id","role_id")
);
--> statement-breakpoint
CREATE TABLE "users"."roles" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"label" text NOT NULL,
	"permissions" jsonb NOT NULL,
	"built_in" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "roles_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "users"."sessions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"token" text NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"last_seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "users"."staff" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"availability" text DEFAULT 'away' NOT NULL,
	"available_since" timestamp with time zone,
	"capacity" integer DEFAULT 10 NOT NULL,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"lines" text[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users"."team_members" (
	"team_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"on_call_order" integer,
	CONSTRAINT "team_members_team_id_person_id_pk" PRIMARY KEY("team_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "users"."teams" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"line" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "teams_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "users"."two_factors" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer DEFAULT 0,
	"locked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "users"."verifications" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "content"."article_days" ADD CONSTRAINT "article_days_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "content"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content"."article_visits" ADD CONSTRAINT "article_visits_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "content"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content"."article_votes" ADD CONSTRAINT "article_votes_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "content"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content"."articles" ADD CONSTRAINT "articles_category_id_article_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "content"."article_categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."canned_replies" ADD CONSTRAINT "canned_replies_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "users"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."macros" ADD CONSTRAINT "macros_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "users"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."rule_marks" ADD CONSTRAINT "rule_marks_rule_id_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "desk"."rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."rule_runs" ADD CONSTRAINT "rule_runs_rule_id_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "desk"."rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."views" ADD CONSTRAINT "views_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."views" ADD CONSTRAINT "views_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "users"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media"."files" ADD CONSTRAINT "files_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices"."attempts" ADD CONSTRAINT "attempts_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "notices"."deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices"."deliveries" ADD CONSTRAINT "deliveries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices"."inbox" ADD CONSTRAINT "inbox_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices"."quiet_hours" ADD CONSTRAINT "quiet_hours_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."calendar_versions" ADD CONSTRAINT "calendar_versions_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "support"."calendars"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."categories" ADD CONSTRAINT "categories_sla_policy_id_sla_policies_id_fk" FOREIGN KEY ("sla_policy_id") REFERENCES "support"."sla_policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."categories" ADD CONSTRAINT "categories_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "users"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."attachments" ADD CONSTRAINT "attachments_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."attachments" ADD CONSTRAINT "attachments_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "support"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."attachments" ADD CONSTRAINT "attachments_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "support"."notes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."messages" ADD CONSTRAINT "messages_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."messages" ADD CONSTRAINT "messages_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."notes" ADD CONSTRAINT "notes_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."notes" ADD CONSTRAINT "notes_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."ticket_events" ADD CONSTRAINT "ticket_events_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."tickets" ADD CONSTRAINT "tickets_requester_id_people_id_fk" FOREIGN KEY ("requester_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."tickets" ADD CONSTRAINT "tickets_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "support"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."tickets" ADD CONSTRAINT "tickets_assignee_id_people_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."tickets" ADD CONSTRAINT "tickets_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "users"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."tickets" ADD CONSTRAINT "tickets_snoozed_by_id_people_id_fk" FOREIGN KEY ("snoozed_by_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."tickets" ADD CONSTRAINT "tickets_terms_id_sla_terms_id_fk" FOREIGN KEY ("terms_id") REFERENCES "support"."sla_terms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."agent_load" ADD CONSTRAINT "agent_load_agent_id_people_id_fk" FOREIGN KEY ("agent_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."assignments" ADD CONSTRAINT "assignments_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."drafts" ADD CONSTRAINT "drafts_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."drafts" ADD CONSTRAINT "drafts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."emergencies" ADD CONSTRAINT "emergencies_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."followers" ADD CONSTRAINT "followers_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."followers" ADD CONSTRAINT "followers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."links" ADD CONSTRAINT "links_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."links" ADD CONSTRAINT "links_other_id_tickets_id_fk" FOREIGN KEY ("other_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."pages" ADD CONSTRAINT "pages_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."reads" ADD CONSTRAINT "reads_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."sla_clocks" ADD CONSTRAINT "sla_clocks_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "support"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."sla_clocks" ADD CONSTRAINT "sla_clocks_calendar_version_id_calendar_versions_id_fk" FOREIGN KEY ("calendar_version_id") REFERENCES "support"."calendar_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support"."sla_notices" ADD CONSTRAINT "sla_notices_clock_id_sla_clocks_id_fk" FOREIGN KEY ("clock_id") REFERENCES "support"."sla_clocks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."devices" ADD CONSTRAINT "devices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."invitations" ADD CONSTRAINT "invitations_invited_by_people_id_fk" FOREIGN KEY ("invited_by") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."person_roles" ADD CONSTRAINT "person_roles_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."person_roles" ADD CONSTRAINT "person_roles_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "users"."roles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."staff" ADD CONSTRAINT "staff_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."team_members" ADD CONSTRAINT "team_members_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "users"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."team_members" ADD CONSTRAINT "team_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users"."two_factors" ADD CONSTRAINT "two_factors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_of" ON "platform"."audit_log" USING btree ("noun","noun_id");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "platform"."audit_log" USING btree ("subject_id","seq");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "platform"."audit_log" USING btree ("actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_unsealed" ON "platform"."audit_log" USING btree ("seq") WHERE seal is null;--> statement-breakpoint
CREATE INDEX "events_at" ON "platform"."events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "history_of" ON "platform"."history" USING btree ("noun_id","at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_at" ON "platform"."idempotency_keys" USING btree ("at");--> statement-breakpoint
CREATE INDEX "setting_history_of" ON "platform"."setting_history" USING btree ("key","at");--> statement-breakpoint
CREATE INDEX "article_visits_day" ON "content"."article_visits" USING btree ("day");--> statement-breakpoint
CREATE INDEX "articles_shelf" ON "content"."articles" USING btree ("category_id","sort_order","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_shortcut" ON "desk"."canned_replies" USING btree (lower("shortcut"),coalesce("team_id", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE shortcut is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_merge" ON "desk"."merges" USING btree ("source_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "merges_target" ON "desk"."merges" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "rule_runs_of" ON "desk"."rule_runs" USING btree ("rule_id","at","id");--> statement-breakpoint
CREATE INDEX "rule_runs_ticket" ON "desk"."rule_runs" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "rule_runs_at" ON "desk"."rule_runs" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_rule_key" ON "desk"."rules" USING btree ("key") WHERE key is not null;--> statement-breakpoint
CREATE INDEX "rules_order" ON "desk"."rules" USING btree ("sort_order","id");--> statement-breakpoint
CREATE INDEX "views_of" ON "desk"."views" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "views_team" ON "desk"."views" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "files_of" ON "media"."files" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "files_of_address" ON "media"."files" USING btree ("guest_address","created_at") WHERE owner_id is null;--> statement-breakpoint
CREATE INDEX "files_attached" ON "media"."files" USING btree ("attached_noun","attached_id");--> statement-breakpoint
CREATE INDEX "files_loose" ON "media"."files" USING btree ("created_at") WHERE attached_noun is null;--> statement-breakpoint
CREATE INDEX "attempts_of" ON "notices"."attempts" USING btree ("delivery_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_delivery" ON "notices"."deliveries" USING btree ("event_key","recipient","channel","target");--> statement-breakpoint
CREATE INDEX "deliveries_of" ON "notices"."deliveries" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_status" ON "notices"."deliveries" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "notices"."deliveries" USING btree ("due_at") WHERE status in ('queued', 'sending', 'retrying');--> statement-breakpoint
CREATE INDEX "deliveries_thread" ON "notices"."deliveries" USING btree ("thread_key","recipient","id") WHERE thread_key is not null and channel = 'email';--> statement-breakpoint
CREATE INDEX "deliveries_provider" ON "notices"."deliveries" USING btree ("provider","provider_id") WHERE provider_id is not null;--> statement-breakpoint
CREATE INDEX "inbox_of" ON "notices"."inbox" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "inbox_unread" ON "notices"."inbox" USING btree ("person_id","id") WHERE read_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_delivery" ON "notices"."inbox" USING btree ("delivery_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_delivery" ON "notices"."outbox" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "outbox_at" ON "notices"."outbox" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_calendar_version" ON "support"."calendar_versions" USING btree ("calendar_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "one_calendar_name" ON "support"."calendars" USING btree (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "one_category_key" ON "support"."categories" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "one_policy_name" ON "support"."sla_policies" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "terms_of" ON "support"."sla_terms" USING btree ("policy_id");--> statement-breakpoint
CREATE INDEX "attachments_of" ON "support"."attachments" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_message_number" ON "support"."messages" USING btree ("ticket_id","n");--> statement-breakpoint
CREATE UNIQUE INDEX "one_message_source" ON "support"."messages" USING btree ("source_key") WHERE source_key is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_note_number" ON "support"."notes" USING btree ("ticket_id","n");--> statement-breakpoint
CREATE INDEX "ticket_events_of" ON "support"."ticket_events" USING btree ("ticket_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_submission" ON "support"."tickets" USING btree ("submission_key") WHERE submission_key is not null;--> statement-breakpoint
CREATE INDEX "tickets_own" ON "support"."tickets" USING btree ("requester_id","created_at","id");--> statement-breakpoint
CREATE INDEX "tickets_queue" ON "support"."tickets" USING btree ("urgency","id");--> statement-breakpoint
CREATE INDEX "tickets_team_queue" ON "support"."tickets" USING btree ("team_id","urgency","id") WHERE status in ('open', 'in_progress', 'waiting_customer');--> statement-breakpoint
CREATE INDEX "tickets_assignee_queue" ON "support"."tickets" USING btree ("assignee_id","urgency","id") WHERE status in ('open', 'in_progress', 'waiting_customer');--> statement-breakpoint
CREATE INDEX "tickets_unassigned" ON "support"."tickets" USING btree ("team_id","urgency","id") WHERE assignee_id is null and assigned_at is null and status in ('open', 'in_progress');--> statement-breakpoint
CREATE INDEX "tickets_due" ON "support"."tickets" USING btree (coalesce(sla_due_at, 'infinity'),"id") WHERE status in ('open', 'in_progress', 'waiting_customer');--> statement-breakpoint
CREATE INDEX "tickets_created" ON "support"."tickets" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "tickets_updated" ON "support"."tickets" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_category" ON "support"."tickets" USING btree ("category_id","created_at");--> statement-breakpoint
CREATE INDEX "tickets_assignee" ON "support"."tickets" USING btree ("assignee_id","created_at");--> statement-breakpoint
CREATE INDEX "tickets_resolved" ON "support"."tickets" USING btree ("resolved_at") WHERE status = 'resolved';--> statement-breakpoint
CREATE INDEX "tickets_unrated" ON "support"."tickets" USING btree ("resolved_at") WHERE status in ('resolved', 'closed') and rating is null and rating_requests < 3;--> statement-breakpoint
CREATE INDEX "tickets_related" ON "support"."tickets" USING btree ("related_type","related_id") WHERE related_id is not null;--> statement-breakpoint
CREATE INDEX "tickets_tags" ON "support"."tickets" USING gin ("tags") WHERE tags <> '{}';--> statement-breakpoint
CREATE INDEX "tickets_snoozed" ON "support"."tickets" USING btree ("snoozed_until") WHERE snoozed_until is not null;--> statement-breakpoint
CREATE INDEX "tickets_merged" ON "support"."tickets" USING btree ("merged_into_id") WHERE merged_into_id is not null;--> statement-breakpoint
CREATE INDEX "assignments_of" ON "support"."assignments" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "emergencies_next_page" ON "support"."emergencies" USING btree ("next_page_at") WHERE next_page_at is not null;--> statement-breakpoint
CREATE INDEX "emergencies_reported" ON "support"."emergencies" USING btree ("reported_at");--> statement-breakpoint
CREATE INDEX "followed_by" ON "support"."followers" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_link" ON "support"."links" USING btree ("ticket_id","other_id","type");--> statement-breakpoint
CREATE INDEX "links_other" ON "support"."links" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "pages_of" ON "support"."pages" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "presence_until" ON "support"."presence" USING btree ("until");--> statement-breakpoint
CREATE UNIQUE INDEX "one_clock" ON "support"."sla_clocks" USING btree ("ticket_id","kind","turn");--> statement-breakpoint
CREATE INDEX "clocks_next_notice" ON "support"."sla_clocks" USING btree ("next_notice_at") WHERE next_notice_at is not null;--> statement-breakpoint
CREATE INDEX "clocks_stopped" ON "support"."sla_clocks" USING btree ("stopped_at","kind") WHERE stopped_at is not null;--> statement-breakpoint
CREATE INDEX "accounts_of" ON "users"."accounts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "attempts_end" ON "users"."attempts" USING btree ("window_ends");--> statement-breakpoint
CREATE INDEX "devices_of" ON "users"."devices" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_invitation" ON "users"."invitations" USING btree (lower(email)) WHERE accepted_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_email" ON "users"."people" USING btree (lower(email));--> statement-breakpoint
CREATE UNIQUE INDEX "one_phone" ON "users"."people" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "people_created" ON "users"."people" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "sessions_of" ON "users"."sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_end" ON "users"."sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "teams_of" ON "users"."team_members" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_second_factor" ON "users"."two_factors" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "verifications_of" ON "users"."verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "verifications_end" ON "users"."verifications" USING btree ("expires_at");