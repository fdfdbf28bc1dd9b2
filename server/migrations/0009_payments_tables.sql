CREATE SCHEMA "payments";
--> statement-breakpoint
CREATE SCHEMA "simulator";
--> statement-breakpoint
CREATE TABLE "payments"."attempts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"intent_id" uuid NOT NULL,
	"gateway" text NOT NULL,
	"gateway_payment_id" text,
	"method" text,
	"amount" bigint NOT NULL,
	"promo_amount" bigint DEFAULT 0 NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"state" text NOT NULL,
	"error" jsonb,
	"refund_total" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refunds_within_payment" CHECK (refund_total >= 0 and refund_total <= amount),
	CONSTRAINT "promo_within_payment" CHECK (promo_amount >= 0 and promo_amount <= amount)
);
--> statement-breakpoint
CREATE TABLE "payments"."disputes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"gateway_dispute_id" text NOT NULL,
	"attempt_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"respond_by" timestamp with time zone,
	"event_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dispute_amount_positive" CHECK (amount > 0)
);
--> statement-breakpoint
CREATE TABLE "payments"."intents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reference" text NOT NULL,
	"purpose" text NOT NULL,
	"business_type" text NOT NULL,
	"business_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"payer_id" uuid NOT NULL,
	"line" text NOT NULL,
	"description" text NOT NULL,
	"tax_basis_points" integer,
	"state" text NOT NULL,
	"attempt_id" uuid,
	"method" text,
	"save_method" boolean DEFAULT false NOT NULL,
	"captured_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "intent_amount_positive" CHECK (amount > 0)
);
--> statement-breakpoint
CREATE TABLE "payments"."orders" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"intent_id" uuid NOT NULL,
	"gateway_order_id" text,
	"requested_at" timestamp with time zone NOT NULL,
	"checks" integer DEFAULT 0 NOT NULL,
	"next_check_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "payments"."payouts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"payee_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."refunds" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reference" text NOT NULL,
	"intent_id" uuid NOT NULL,
	"attempt_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"to" text NOT NULL,
	"cause" text DEFAULT 'asked' NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"requested_by" uuid,
	"decided_by" uuid,
	"gateway_refund_id" text,
	"tries" integer DEFAULT 1 NOT NULL,
	"error" text,
	"next_check_at" timestamp with time zone,
	"processed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refund_amount_positive" CHECK (amount > 0)
);
--> statement-breakpoint
CREATE TABLE "payments"."saved_methods" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"owner_id" uuid NOT NULL,
	"gateway" text NOT NULL,
	"token" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments"."wallet_holds" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"holder_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"promo_amount" bigint DEFAULT 0 NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"posted_amount" bigint,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "hold_amount_positive" CHECK (amount > 0),
	CONSTRAINT "posted_within_hold" CHECK (posted_amount is null or (posted_amount >= 0 and posted_amount <= amount))
);
--> statement-breakpoint
CREATE TABLE "payments"."webhook_events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"gateway" text NOT NULL,
	"event_id" text NOT NULL,
	"event" text NOT NULL,
	"body" "bytea" NOT NULL,
	"headers" jsonb NOT NULL,
	"signed_with" text NOT NULL,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	"note" text,
	"copies" integer DEFAULT 0 NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "payments"."webhook_rejections" (
	"gateway" text NOT NULL,
	"day" text NOT NULL,
	"finding" text NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_rejections_gateway_day_finding_pk" PRIMARY KEY("gateway","day","finding")
);
--> statement-breakpoint
CREATE TABLE "simulator"."deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"body" text NOT NULL,
	"generation" integer NOT NULL,
	"copies" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"answer" integer
);
--> statement-breakpoint
CREATE TABLE "simulator"."faults" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"call" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."orders" (
	"id" text PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"receipt" text,
	"notes" jsonb NOT NULL,
	"auto_capture" boolean DEFAULT true NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."payments" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"captured" boolean DEFAULT false NOT NULL,
	"method" text NOT NULL,
	"amount_refunded" bigint DEFAULT 0 NOT NULL,
	"refunds_fail" boolean DEFAULT false NOT NULL,
	"script" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"receipt" text,
	"notes" jsonb NOT NULL,
	"key" text,
	"request" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."state" (
	"id" integer PRIMARY KEY NOT NULL,
	"generation" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payments"."attempts" ADD CONSTRAINT "attempts_intent_id_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "payments"."intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."disputes" ADD CONSTRAINT "disputes_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "payments"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."intents" ADD CONSTRAINT "intents_payer_id_people_id_fk" FOREIGN KEY ("payer_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."orders" ADD CONSTRAINT "orders_intent_id_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "payments"."intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD CONSTRAINT "payouts_payee_id_people_id_fk" FOREIGN KEY ("payee_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."refunds" ADD CONSTRAINT "refunds_intent_id_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "payments"."intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."refunds" ADD CONSTRAINT "refunds_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "payments"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."saved_methods" ADD CONSTRAINT "saved_methods_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."wallet_holds" ADD CONSTRAINT "wallet_holds_holder_id_people_id_fk" FOREIGN KEY ("holder_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulator"."payments" ADD CONSTRAINT "payments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "simulator"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulator"."refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "simulator"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_payment" ON "payments"."attempts" USING btree ("gateway_payment_id");--> statement-breakpoint
CREATE INDEX "attempts_of_intent" ON "payments"."attempts" USING btree ("intent_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_dispute" ON "payments"."disputes" USING btree ("gateway_dispute_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_payment_reference" ON "payments"."intents" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "intents_of_payer" ON "payments"."intents" USING btree ("payer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "intents_by_age" ON "payments"."intents" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "intents_of_business" ON "payments"."intents" USING btree ("business_type","business_id");--> statement-breakpoint
CREATE INDEX "intents_open" ON "payments"."intents" USING btree ("expires_at") WHERE state in ('created', 'attempted');--> statement-breakpoint
CREATE INDEX "intents_late" ON "payments"."intents" USING btree ("captured_at") WHERE state = 'late_captured';--> statement-breakpoint
CREATE UNIQUE INDEX "one_order_of_intent" ON "payments"."orders" USING btree ("intent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_order" ON "payments"."orders" USING btree ("gateway_order_id");--> statement-breakpoint
CREATE INDEX "orders_next_check" ON "payments"."orders" USING btree ("next_check_at") WHERE next_check_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_refund_reference" ON "payments"."refunds" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_refund" ON "payments"."refunds" USING btree ("gateway_refund_id");--> statement-breakpoint
CREATE INDEX "refunds_of_intent" ON "payments"."refunds" USING btree ("intent_id");--> statement-breakpoint
CREATE INDEX "refunds_by_state" ON "payments"."refunds" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "refunds_next_check" ON "payments"."refunds" USING btree ("next_check_at") WHERE next_check_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_saved_token" ON "payments"."saved_methods" USING btree ("owner_id","gateway","token");--> statement-breakpoint
CREATE INDEX "holds_open" ON "payments"."wallet_holds" USING btree ("expires_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "holds_of" ON "payments"."wallet_holds" USING btree ("holder_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_webhook_event" ON "payments"."webhook_events" USING btree ("gateway","event_id");--> statement-breakpoint
CREATE INDEX "webhooks_by_age" ON "payments"."webhook_events" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "webhooks_next_try" ON "payments"."webhook_events" USING btree ("next_try_at") WHERE next_try_at is not null;--> statement-breakpoint
CREATE INDEX "simulator_deliveries_by_age" ON "simulator"."deliveries" USING btree ("due_at","id");--> statement-breakpoint
CREATE INDEX "simulator_receipts" ON "simulator"."orders" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "simulator_orders_by_age" ON "simulator"."orders" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "simulator_payments_of" ON "simulator"."payments" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_simulator_refund_key" ON "simulator"."refunds" USING btree ("payment_id","key");