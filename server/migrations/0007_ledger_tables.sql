CREATE SCHEMA "ledger";
--> statement-breakpoint
CREATE TABLE "ledger"."accounts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger"."accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"family" text NOT NULL,
	"owner" text,
	"guard" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_account_name" UNIQUE("name","currency")
);
--> statement-breakpoint
CREATE TABLE "ledger"."balances" (
	"account_id" bigint NOT NULL,
	"shard" integer NOT NULL,
	"balance" bigint NOT NULL,
	"guard" text,
	CONSTRAINT "balances_account_id_shard_pk" PRIMARY KEY("account_id","shard"),
	CONSTRAINT "wallet_never_negative" CHECK ("ledger"."balances"."guard" is distinct from 'wallet' or "ledger"."balances"."balance" <= 0),
	CONSTRAINT "owed_never_overdrawn" CHECK ("ledger"."balances"."guard" is distinct from 'owed' or "ledger"."balances"."balance" <= 0)
);
--> statement-breakpoint
CREATE TABLE "ledger"."chain" (
	"position" bigint PRIMARY KEY NOT NULL,
	"entry_seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."entries" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger"."entries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"business_type" text NOT NULL,
	"business_id" text NOT NULL,
	"memo" text,
	"reversal_of" uuid,
	"lines" smallint NOT NULL,
	"actor_id" uuid,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "entry_has_lines" CHECK ("ledger"."entries"."lines" >= 2)
);
--> statement-breakpoint
CREATE TABLE "ledger"."lines" (
	"entry_seq" bigint NOT NULL,
	"n" smallint NOT NULL,
	"account_id" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"balance_after" bigint,
	CONSTRAINT "lines_entry_seq_n_pk" PRIMARY KEY("entry_seq","n"),
	CONSTRAINT "line_is_exact" CHECK ("ledger"."lines"."amount" <> 0 and "ledger"."lines"."amount" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "ledger"."sealing" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"floor" bigint DEFAULT 1 NOT NULL,
	"next_floor" bigint,
	"next_xid" bigint
);
--> statement-breakpoint
CREATE UNIQUE INDEX "one_account_spelling" ON "ledger"."accounts" USING btree (lower("name"),"currency");--> statement-breakpoint
CREATE INDEX "accounts_family" ON "ledger"."accounts" USING btree ("family");--> statement-breakpoint
CREATE INDEX "accounts_name_prefix" ON "ledger"."accounts" USING btree ("name" text_pattern_ops,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_link_per_entry" ON "ledger"."chain" USING btree ("entry_seq");--> statement-breakpoint
CREATE UNIQUE INDEX "one_entry_id" ON "ledger"."entries" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_entry_per_key" ON "ledger"."entries" USING btree ("kind","key");--> statement-breakpoint
CREATE UNIQUE INDEX "one_reversal" ON "ledger"."entries" USING btree ("reversal_of") WHERE reversal_of is not null;--> statement-breakpoint
CREATE INDEX "entries_of" ON "ledger"."entries" USING btree ("business_type","business_id","seq");--> statement-breakpoint
CREATE INDEX "lines_of_account" ON "ledger"."lines" USING btree ("account_id","entry_seq","n");