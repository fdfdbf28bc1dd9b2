CREATE SCHEMA "platform";
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
CREATE INDEX "audit_of" ON "platform"."audit_log" USING btree ("noun","noun_id");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "platform"."audit_log" USING btree ("subject_id","seq");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "platform"."audit_log" USING btree ("actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_unsealed" ON "platform"."audit_log" USING btree ("seq") WHERE seal is null;--> statement-breakpoint
CREATE INDEX "events_at" ON "platform"."events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "history_of" ON "platform"."history" USING btree ("noun_id","at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_at" ON "platform"."idempotency_keys" USING btree ("at");--> statement-breakpoint
CREATE INDEX "setting_history_of" ON "platform"."setting_history" USING btree ("key","at");