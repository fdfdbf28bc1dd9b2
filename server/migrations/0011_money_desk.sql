CREATE TABLE "payments"."adjustments" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid,
	"amount" bigint NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"requested_by" uuid,
	"decided_by" uuid,
	"decision_reason" text,
	"decided_at" timestamp with time zone,
	"finding_id" uuid,
	"entry_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "adjustment_not_nothing" CHECK (amount <> 0)
);
--> statement-breakpoint
CREATE TABLE "payments"."bank_lines" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"booked_on" date NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"reference" text NOT NULL,
	"description" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."dispute_files" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"dispute_id" uuid NOT NULL,
	"media_id" uuid NOT NULL,
	"note" text,
	"person_id" uuid,
	"gateway_document_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."downtimes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"gateway_downtime_id" text NOT NULL,
	"method" text NOT NULL,
	"instrument" text,
	"severity" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"event_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."findings" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"state" text NOT NULL,
	"expected_amount" bigint,
	"found_amount" bigint,
	"currency" text DEFAULT 'INR' NOT NULL,
	"settlement_id" uuid,
	"bank_line_id" uuid,
	"attempt_id" uuid,
	"refund_id" uuid,
	"resolution" text,
	"reason" text,
	"resolved_by" uuid,
	"resolved_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."gateway_customers" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."settlement_lines" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"settlement_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"gateway_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"net" bigint NOT NULL,
	"at" timestamp with time zone,
	"match" text NOT NULL,
	"attempt_id" uuid,
	"refund_id" uuid
);
--> statement-breakpoint
CREATE TABLE "payments"."settlements" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"gateway_settlement_id" text NOT NULL,
	"settled_on" date NOT NULL,
	"amount" bigint NOT NULL,
	"gross" bigint NOT NULL,
	"refunded" bigint NOT NULL,
	"fees" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"utr" text,
	"source" text NOT NULL,
	"bank_line_id" uuid,
	"entry_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."customers" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"email" text,
	"contact" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"status" text NOT NULL,
	"summary" text,
	"documents" text[] NOT NULL,
	"settlement_id" text,
	"respond_by" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."documents" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"size" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."downtimes" (
	"id" text PRIMARY KEY NOT NULL,
	"method" text NOT NULL,
	"severity" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "simulator"."payouts" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"reference" text,
	"utr" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."settlements" (
	"id" text PRIMARY KEY NOT NULL,
	"utr" text NOT NULL,
	"amount" bigint NOT NULL,
	"fees" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"bank_amount" bigint NOT NULL,
	"fault" text NOT NULL,
	"items" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payments"."attempts" ADD COLUMN "saved_method_id" uuid;--> statement-breakpoint
ALTER TABLE "payments"."disputes" ADD COLUMN "summary" text;--> statement-breakpoint
ALTER TABLE "payments"."disputes" ADD COLUMN "submitted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payments"."disputes" ADD COLUMN "warnings" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "reference" text NOT NULL;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "destination_kind" text NOT NULL;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "destination_label" text NOT NULL;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "destination_sealed" text NOT NULL;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "reason" text NOT NULL;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "requested_by" uuid;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "decided_by" uuid;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "gateway_payout_id" text;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "utr" text;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "error" text;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "next_check_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "submitted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD COLUMN "processed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payments"."saved_methods" ADD COLUMN "customer_id" text;--> statement-breakpoint
ALTER TABLE "payments"."webhook_events" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "simulator"."deliveries" ADD COLUMN "about" text;--> statement-breakpoint
ALTER TABLE "simulator"."deliveries" ADD COLUMN "held" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "simulator"."payments" ADD COLUMN "customer_id" text;--> statement-breakpoint
ALTER TABLE "simulator"."payments" ADD COLUMN "settlement_id" text;--> statement-breakpoint
ALTER TABLE "simulator"."refunds" ADD COLUMN "settlement_id" text;--> statement-breakpoint
ALTER TABLE "simulator"."state" ADD COLUMN "armed_script" text;--> statement-breakpoint
ALTER TABLE "simulator"."state" ADD COLUMN "armed_method" text;--> statement-breakpoint
ALTER TABLE "simulator"."state" ADD COLUMN "holding" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "payments"."adjustments" ADD CONSTRAINT "adjustments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."dispute_files" ADD CONSTRAINT "dispute_files_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "payments"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."dispute_files" ADD CONSTRAINT "dispute_files_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."findings" ADD CONSTRAINT "findings_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "payments"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."findings" ADD CONSTRAINT "findings_bank_line_id_bank_lines_id_fk" FOREIGN KEY ("bank_line_id") REFERENCES "payments"."bank_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."gateway_customers" ADD CONSTRAINT "gateway_customers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."settlement_lines" ADD CONSTRAINT "settlement_lines_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "payments"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."settlements" ADD CONSTRAINT "settlements_bank_line_id_bank_lines_id_fk" FOREIGN KEY ("bank_line_id") REFERENCES "payments"."bank_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulator"."disputes" ADD CONSTRAINT "disputes_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "simulator"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_adjustment_reference" ON "payments"."adjustments" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "adjustments_by_age" ON "payments"."adjustments" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_bank_line" ON "payments"."bank_lines" USING btree ("reference","booked_on","amount");--> statement-breakpoint
CREATE INDEX "bank_lines_by_age" ON "payments"."bank_lines" USING btree ("booked_on","id");--> statement-breakpoint
CREATE INDEX "files_of_dispute" ON "payments"."dispute_files" USING btree ("dispute_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_downtime" ON "payments"."downtimes" USING btree ("gateway_downtime_id");--> statement-breakpoint
CREATE INDEX "downtimes_now" ON "payments"."downtimes" USING btree ("began_at") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_finding" ON "payments"."findings" USING btree ("kind","subject");--> statement-breakpoint
CREATE INDEX "findings_by_state" ON "payments"."findings" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "findings_of_settlement" ON "payments"."findings" USING btree ("settlement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_line_of_settlement" ON "payments"."settlement_lines" USING btree ("settlement_id","gateway_id");--> statement-breakpoint
CREATE INDEX "settlement_lines_of" ON "payments"."settlement_lines" USING btree ("gateway_id");--> statement-breakpoint
CREATE INDEX "settlement_lines_of_attempt" ON "payments"."settlement_lines" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "settlement_lines_of_refund" ON "payments"."settlement_lines" USING btree ("refund_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_settlement" ON "payments"."settlements" USING btree ("gateway_settlement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_settlement_of_bank_line" ON "payments"."settlements" USING btree ("bank_line_id");--> statement-breakpoint
CREATE INDEX "settlements_by_age" ON "payments"."settlements" USING btree ("settled_on","id");--> statement-breakpoint
CREATE INDEX "settlements_by_utr" ON "payments"."settlements" USING btree ("utr");--> statement-breakpoint
CREATE UNIQUE INDEX "one_simulator_payout_key" ON "simulator"."payouts" USING btree ("key");--> statement-breakpoint
CREATE INDEX "simulator_payouts_of" ON "simulator"."payouts" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "simulator_settlements_by_age" ON "simulator"."settlements" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "attempts_by_age" ON "payments"."attempts" USING btree ("created_at","state","method");--> statement-breakpoint
CREATE INDEX "disputes_by_age" ON "payments"."disputes" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "disputes_of_attempt" ON "payments"."disputes" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "disputes_due" ON "payments"."disputes" USING btree ("respond_by") WHERE state in ('opened', 'action_required');--> statement-breakpoint
CREATE INDEX "intents_by_state" ON "payments"."intents" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "intents_paid" ON "payments"."intents" USING btree ("captured_at","state","line","method","amount") WHERE captured_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_payout_reference" ON "payments"."payouts" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_payout" ON "payments"."payouts" USING btree ("gateway_payout_id");--> statement-breakpoint
CREATE INDEX "payouts_by_age" ON "payments"."payouts" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "payouts_of" ON "payments"."payouts" USING btree ("payee_id","created_at");--> statement-breakpoint
CREATE INDEX "payouts_next_check" ON "payments"."payouts" USING btree ("next_check_at") WHERE next_check_at is not null;--> statement-breakpoint
CREATE INDEX "refunds_by_age" ON "payments"."refunds" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "refunds_processed" ON "payments"."refunds" USING btree ("processed_at","amount") WHERE processed_at is not null;--> statement-breakpoint
CREATE INDEX "webhooks_by_state" ON "payments"."webhook_events" USING btree ("state","received_at","id");--> statement-breakpoint
CREATE INDEX "webhooks_about" ON "payments"."webhook_events" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "simulator_payments_due" ON "simulator"."payments" USING btree ("created_at") WHERE captured and settlement_id is null;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD CONSTRAINT "payout_amount_positive" CHECK (amount > 0);