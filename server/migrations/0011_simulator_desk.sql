CREATE TABLE "simulator"."downtimes" (
	"id" text PRIMARY KEY NOT NULL,
	"method" text NOT NULL,
	"severity" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "simulator"."disputes" ADD COLUMN "settlement_id" text;