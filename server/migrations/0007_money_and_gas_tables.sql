CREATE SCHEMA "ledger";
--> statement-breakpoint
CREATE SCHEMA "payments";
--> statement-breakpoint
CREATE SCHEMA "simulator";
--> statement-breakpoint
CREATE SCHEMA "gas";
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
	"saved_method_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refunds_within_payment" CHECK (refund_total >= 0 and refund_total <= amount),
	CONSTRAINT "promo_within_payment" CHECK (promo_amount >= 0 and promo_amount <= amount)
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
	"summary" text,
	"submitted_at" timestamp with time zone,
	"warnings" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dispute_amount_positive" CHECK (amount > 0)
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
	"reference" text NOT NULL,
	"payee_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"state" text NOT NULL,
	"destination_kind" text NOT NULL,
	"destination_label" text NOT NULL,
	"destination_sealed" text NOT NULL,
	"reason" text NOT NULL,
	"requested_by" uuid,
	"decided_by" uuid,
	"gateway_payout_id" text,
	"utr" text,
	"error" text,
	"next_check_at" timestamp with time zone,
	"submitted_at" timestamp with time zone,
	"processed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payout_amount_positive" CHECK (amount > 0)
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
	"customer_id" text,
	"kind" text NOT NULL,
	"label" text NOT NULL,
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
	"subject" text,
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
CREATE TABLE "simulator"."customers" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"email" text,
	"contact" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulator"."deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"body" text NOT NULL,
	"about" text,
	"held" boolean DEFAULT false NOT NULL,
	"generation" integer NOT NULL,
	"copies" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"answer" integer
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
	"customer_id" text,
	"settlement_id" text,
	"created_at" timestamp with time zone NOT NULL
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
	"settlement_id" text,
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
CREATE TABLE "simulator"."state" (
	"id" integer PRIMARY KEY NOT NULL,
	"generation" integer NOT NULL,
	"armed_script" text,
	"armed_method" text,
	"holding" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gas"."account_codes" (
	"account_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"channel" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_codes_account_id_person_id_pk" PRIMARY KEY("account_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "gas"."account_links" (
	"account_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"how" text NOT NULL,
	"linked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_links_account_id_person_id_pk" PRIMARY KEY("account_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "gas"."accounts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"phone" text,
	"email" text,
	"meter_number" text,
	"supply" text DEFAULT 'lpg' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"depot_id" uuid,
	"area" text DEFAULT 'urban' NOT NULL,
	"bottles" smallint DEFAULT 1 NOT NULL,
	"last_bill_amount" bigint,
	"kyc_valid_to" date,
	"inspected_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_bottles" CHECK (bottles between 1 and 2)
);
--> statement-breakpoint
CREATE TABLE "gas"."bookings" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reference" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"account_id" uuid,
	"depot_id" uuid NOT NULL,
	"type_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"status" text DEFAULT 'quoted' NOT NULL,
	"promised" boolean DEFAULT false NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text DEFAULT 'INR' NOT NULL,
	"tax_basis_points" integer NOT NULL,
	"subsidised" boolean DEFAULT false NOT NULL,
	"intent_id" uuid,
	"promised_until" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	"waiting_since" timestamp with time zone,
	"told_place" integer,
	"cylinder_id" uuid,
	"returned_cylinder_id" uuid,
	"allotted_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"delivered_on" date,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"refund_id" uuid,
	"refund_amount" bigint,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"failure" text,
	"dac_hash" text,
	"dac_tries" smallint DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "one_booking_reference" UNIQUE("reference"),
	CONSTRAINT "booking_amount" CHECK (amount >= 0 and tax_basis_points between 0 and 10000),
	CONSTRAINT "allotted_has_cylinder" CHECK ((status in ('allocated', 'out_for_delivery', 'delivered')) <= (cylinder_id is not null)),
	CONSTRAINT "promise_while_pending" CHECK (not promised or status in ('quoted', 'payment_pending'))
);
--> statement-breakpoint
CREATE TABLE "gas"."cylinder_moves" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"cylinder_id" uuid NOT NULL,
	"from" text,
	"to" text NOT NULL,
	"event" text NOT NULL,
	"reason" text,
	"booking_id" uuid,
	"batch_id" uuid,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gas"."cylinder_types" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"net_grams" integer NOT NULL,
	"tolerance_grams" integer NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "type_weights" CHECK (net_grams > 0 and tolerance_grams >= 0)
);
--> statement-breakpoint
CREATE TABLE "gas"."cylinders" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"depot_id" uuid NOT NULL,
	"type_id" uuid NOT NULL,
	"state" text DEFAULT 'registered' NOT NULL,
	"state_since" timestamp with time zone DEFAULT now() NOT NULL,
	"filled_at" timestamp with time zone,
	"holder_id" uuid,
	"holder_slot" smallint DEFAULT 1 NOT NULL,
	"booking_id" uuid,
	"batch" text,
	"test_due" text,
	"test_due_on" date,
	"tare_grams" integer,
	"recall_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recalled_is_not_filled" CHECK (state not in ('filled', 'allocated', 'in_transit') or recall_id is null),
	CONSTRAINT "filled_has_time" CHECK (state <> 'filled' or filled_at is not null),
	CONSTRAINT "customer_has_it" CHECK ((state = 'with_customer') <= (holder_id is not null)),
	CONSTRAINT "allotted_has_booking" CHECK ((state in ('allocated', 'in_transit')) <= (booking_id is not null))
);
--> statement-breakpoint
CREATE TABLE "gas"."depots" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gas"."overrides" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"action" text NOT NULL,
	"rule" text NOT NULL,
	"reason" text NOT NULL,
	"booking_id" uuid,
	"cylinder_id" uuid,
	"customer_id" uuid,
	"before" jsonb,
	"after" jsonb,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gas"."recall_items" (
	"recall_id" uuid NOT NULL,
	"cylinder_id" uuid NOT NULL,
	"found_in" text NOT NULL,
	"holder_id" uuid,
	"ticket_id" uuid,
	"resolved_at" timestamp with time zone,
	"resolution" text,
	"note" text,
	CONSTRAINT "recall_items_recall_id_cylinder_id_pk" PRIMARY KEY("recall_id","cylinder_id")
);
--> statement-breakpoint
CREATE TABLE "gas"."recalls" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reference" text NOT NULL,
	"batch" text,
	"test_due" text,
	"reason" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "one_recall_reference" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "gas"."refill_batches" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reference" text NOT NULL,
	"depot_id" uuid NOT NULL,
	"plant" text NOT NULL,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "one_refill_reference" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "gas"."refill_items" (
	"batch_id" uuid NOT NULL,
	"cylinder_id" uuid NOT NULL,
	"outcome" text,
	"gross_grams" integer,
	"reason" text,
	"received_at" timestamp with time zone,
	CONSTRAINT "refill_items_batch_id_cylinder_id_pk" PRIMARY KEY("batch_id","cylinder_id")
);
--> statement-breakpoint
CREATE TABLE "gas"."rules" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"value" integer NOT NULL,
	"area" text,
	"bottles" smallint,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rule_value" CHECK (value between 0 and 1000),
	CONSTRAINT "rule_days" CHECK (valid_to is null or valid_to >= valid_from)
);
--> statement-breakpoint
CREATE TABLE "gas"."stock" (
	"depot_id" uuid NOT NULL,
	"type_id" uuid NOT NULL,
	"promised" integer DEFAULT 0 NOT NULL,
	"owned" integer DEFAULT 0 NOT NULL,
	"registered" integer DEFAULT 0 NOT NULL,
	"filled" integer DEFAULT 0 NOT NULL,
	"allocated" integer DEFAULT 0 NOT NULL,
	"in_transit" integer DEFAULT 0 NOT NULL,
	"with_customer" integer DEFAULT 0 NOT NULL,
	"empty" integer DEFAULT 0 NOT NULL,
	"refilling" integer DEFAULT 0 NOT NULL,
	"quarantined" integer DEFAULT 0 NOT NULL,
	"lost" integer DEFAULT 0 NOT NULL,
	"condemned" integer DEFAULT 0 NOT NULL,
	"low_since" timestamp with time zone,
	"last_paid_at" timestamp with time zone,
	CONSTRAINT "stock_depot_id_type_id_pk" PRIMARY KEY("depot_id","type_id"),
	CONSTRAINT "stock_adds_up" CHECK (registered + filled + allocated + in_transit + with_customer + empty + refilling + quarantined + lost = owned),
	CONSTRAINT "promises_within_stock" CHECK (promised <= filled),
	CONSTRAINT "stock_not_negative" CHECK (least(promised, owned, registered, filled, allocated, in_transit, with_customer, empty, refilling, quarantined, lost, condemned) >= 0)
);
--> statement-breakpoint
ALTER TABLE "payments"."adjustments" ADD CONSTRAINT "adjustments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."attempts" ADD CONSTRAINT "attempts_intent_id_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "payments"."intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."dispute_files" ADD CONSTRAINT "dispute_files_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "payments"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."dispute_files" ADD CONSTRAINT "dispute_files_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."disputes" ADD CONSTRAINT "disputes_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "payments"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."findings" ADD CONSTRAINT "findings_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "payments"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."findings" ADD CONSTRAINT "findings_bank_line_id_bank_lines_id_fk" FOREIGN KEY ("bank_line_id") REFERENCES "payments"."bank_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."gateway_customers" ADD CONSTRAINT "gateway_customers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."intents" ADD CONSTRAINT "intents_payer_id_people_id_fk" FOREIGN KEY ("payer_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."orders" ADD CONSTRAINT "orders_intent_id_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "payments"."intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."payouts" ADD CONSTRAINT "payouts_payee_id_people_id_fk" FOREIGN KEY ("payee_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."refunds" ADD CONSTRAINT "refunds_intent_id_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "payments"."intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."refunds" ADD CONSTRAINT "refunds_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "payments"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."saved_methods" ADD CONSTRAINT "saved_methods_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."settlement_lines" ADD CONSTRAINT "settlement_lines_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "payments"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."settlements" ADD CONSTRAINT "settlements_bank_line_id_bank_lines_id_fk" FOREIGN KEY ("bank_line_id") REFERENCES "payments"."bank_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments"."wallet_holds" ADD CONSTRAINT "wallet_holds_holder_id_people_id_fk" FOREIGN KEY ("holder_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulator"."disputes" ADD CONSTRAINT "disputes_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "simulator"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulator"."payments" ADD CONSTRAINT "payments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "simulator"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulator"."refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "simulator"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."account_codes" ADD CONSTRAINT "account_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."account_links" ADD CONSTRAINT "account_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "gas"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."account_links" ADD CONSTRAINT "account_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."accounts" ADD CONSTRAINT "accounts_depot_id_depots_id_fk" FOREIGN KEY ("depot_id") REFERENCES "gas"."depots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."bookings" ADD CONSTRAINT "bookings_customer_id_people_id_fk" FOREIGN KEY ("customer_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."bookings" ADD CONSTRAINT "bookings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "gas"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."bookings" ADD CONSTRAINT "bookings_depot_id_depots_id_fk" FOREIGN KEY ("depot_id") REFERENCES "gas"."depots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."bookings" ADD CONSTRAINT "bookings_type_id_cylinder_types_id_fk" FOREIGN KEY ("type_id") REFERENCES "gas"."cylinder_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."bookings" ADD CONSTRAINT "bookings_cylinder_id_cylinders_id_fk" FOREIGN KEY ("cylinder_id") REFERENCES "gas"."cylinders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."bookings" ADD CONSTRAINT "bookings_returned_cylinder_id_cylinders_id_fk" FOREIGN KEY ("returned_cylinder_id") REFERENCES "gas"."cylinders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."cylinders" ADD CONSTRAINT "cylinders_depot_id_depots_id_fk" FOREIGN KEY ("depot_id") REFERENCES "gas"."depots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."cylinders" ADD CONSTRAINT "cylinders_type_id_cylinder_types_id_fk" FOREIGN KEY ("type_id") REFERENCES "gas"."cylinder_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."cylinders" ADD CONSTRAINT "cylinders_holder_id_people_id_fk" FOREIGN KEY ("holder_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."recall_items" ADD CONSTRAINT "recall_items_recall_id_recalls_id_fk" FOREIGN KEY ("recall_id") REFERENCES "gas"."recalls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."recall_items" ADD CONSTRAINT "recall_items_cylinder_id_cylinders_id_fk" FOREIGN KEY ("cylinder_id") REFERENCES "gas"."cylinders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."recall_items" ADD CONSTRAINT "recall_items_holder_id_people_id_fk" FOREIGN KEY ("holder_id") REFERENCES "users"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."refill_batches" ADD CONSTRAINT "refill_batches_depot_id_depots_id_fk" FOREIGN KEY ("depot_id") REFERENCES "gas"."depots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."refill_items" ADD CONSTRAINT "refill_items_batch_id_refill_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "gas"."refill_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."refill_items" ADD CONSTRAINT "refill_items_cylinder_id_cylinders_id_fk" FOREIGN KEY ("cylinder_id") REFERENCES "gas"."cylinders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."stock" ADD CONSTRAINT "stock_depot_id_depots_id_fk" FOREIGN KEY ("depot_id") REFERENCES "gas"."depots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gas"."stock" ADD CONSTRAINT "stock_type_id_cylinder_types_id_fk" FOREIGN KEY ("type_id") REFERENCES "gas"."cylinder_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_account_spelling" ON "ledger"."accounts" USING btree (lower("name"),"currency");--> statement-breakpoint
CREATE INDEX "accounts_family" ON "ledger"."accounts" USING btree ("family");--> statement-breakpoint
CREATE INDEX "accounts_name_prefix" ON "ledger"."accounts" USING btree ("name" text_pattern_ops,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_link_per_entry" ON "ledger"."chain" USING btree ("entry_seq");--> statement-breakpoint
CREATE UNIQUE INDEX "one_entry_id" ON "ledger"."entries" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_entry_per_key" ON "ledger"."entries" USING btree ("kind","key");--> statement-breakpoint
CREATE UNIQUE INDEX "one_reversal" ON "ledger"."entries" USING btree ("reversal_of") WHERE reversal_of is not null;--> statement-breakpoint
CREATE INDEX "entries_of" ON "ledger"."entries" USING btree ("business_type","business_id","seq");--> statement-breakpoint
CREATE INDEX "lines_of_account" ON "ledger"."lines" USING btree ("account_id","entry_seq","n");--> statement-breakpoint
CREATE UNIQUE INDEX "one_adjustment_reference" ON "payments"."adjustments" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "adjustments_by_age" ON "payments"."adjustments" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_payment" ON "payments"."attempts" USING btree ("gateway_payment_id");--> statement-breakpoint
CREATE INDEX "attempts_by_age" ON "payments"."attempts" USING btree ("created_at","state","method");--> statement-breakpoint
CREATE INDEX "attempts_of_intent" ON "payments"."attempts" USING btree ("intent_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_bank_line" ON "payments"."bank_lines" USING btree ("reference","booked_on","amount");--> statement-breakpoint
CREATE INDEX "bank_lines_by_age" ON "payments"."bank_lines" USING btree ("booked_on","id");--> statement-breakpoint
CREATE INDEX "files_of_dispute" ON "payments"."dispute_files" USING btree ("dispute_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_dispute" ON "payments"."disputes" USING btree ("gateway_dispute_id");--> statement-breakpoint
CREATE INDEX "disputes_by_age" ON "payments"."disputes" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "disputes_of_attempt" ON "payments"."disputes" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "disputes_due" ON "payments"."disputes" USING btree ("respond_by") WHERE state in ('opened', 'action_required');--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_downtime" ON "payments"."downtimes" USING btree ("gateway_downtime_id");--> statement-breakpoint
CREATE INDEX "downtimes_now" ON "payments"."downtimes" USING btree ("began_at") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_finding" ON "payments"."findings" USING btree ("kind","subject");--> statement-breakpoint
CREATE INDEX "findings_by_state" ON "payments"."findings" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "findings_of_settlement" ON "payments"."findings" USING btree ("settlement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_payment_reference" ON "payments"."intents" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "intents_of_payer" ON "payments"."intents" USING btree ("payer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "intents_by_age" ON "payments"."intents" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "intents_by_state" ON "payments"."intents" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "intents_paid" ON "payments"."intents" USING btree ("captured_at","state","line","method","amount") WHERE captured_at is not null;--> statement-breakpoint
CREATE INDEX "intents_of_business" ON "payments"."intents" USING btree ("business_type","business_id");--> statement-breakpoint
CREATE INDEX "intents_open" ON "payments"."intents" USING btree ("expires_at") WHERE state in ('created', 'attempted');--> statement-breakpoint
CREATE INDEX "intents_late" ON "payments"."intents" USING btree ("captured_at") WHERE state = 'late_captured';--> statement-breakpoint
CREATE UNIQUE INDEX "one_order_of_intent" ON "payments"."orders" USING btree ("intent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_order" ON "payments"."orders" USING btree ("gateway_order_id");--> statement-breakpoint
CREATE INDEX "orders_next_check" ON "payments"."orders" USING btree ("next_check_at") WHERE next_check_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_payout_reference" ON "payments"."payouts" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_payout" ON "payments"."payouts" USING btree ("gateway_payout_id");--> statement-breakpoint
CREATE INDEX "payouts_by_age" ON "payments"."payouts" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "payouts_of" ON "payments"."payouts" USING btree ("payee_id","created_at");--> statement-breakpoint
CREATE INDEX "payouts_next_check" ON "payments"."payouts" USING btree ("next_check_at") WHERE next_check_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_refund_reference" ON "payments"."refunds" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_refund" ON "payments"."refunds" USING btree ("gateway_refund_id");--> statement-breakpoint
CREATE INDEX "refunds_of_intent" ON "payments"."refunds" USING btree ("intent_id");--> statement-breakpoint
CREATE INDEX "refunds_by_age" ON "payments"."refunds" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "refunds_processed" ON "payments"."refunds" USING btree ("processed_at","amount") WHERE processed_at is not null;--> statement-breakpoint
CREATE INDEX "refunds_by_state" ON "payments"."refunds" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "refunds_next_check" ON "payments"."refunds" USING btree ("next_check_at") WHERE next_check_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_saved_token" ON "payments"."saved_methods" USING btree ("owner_id","gateway","token");--> statement-breakpoint
CREATE UNIQUE INDEX "one_line_of_settlement" ON "payments"."settlement_lines" USING btree ("settlement_id","gateway_id");--> statement-breakpoint
CREATE INDEX "settlement_lines_of" ON "payments"."settlement_lines" USING btree ("gateway_id");--> statement-breakpoint
CREATE INDEX "settlement_lines_of_attempt" ON "payments"."settlement_lines" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "settlement_lines_of_refund" ON "payments"."settlement_lines" USING btree ("refund_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_gateway_settlement" ON "payments"."settlements" USING btree ("gateway_settlement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_settlement_of_bank_line" ON "payments"."settlements" USING btree ("bank_line_id");--> statement-breakpoint
CREATE INDEX "settlements_by_age" ON "payments"."settlements" USING btree ("settled_on","id");--> statement-breakpoint
CREATE INDEX "settlements_by_utr" ON "payments"."settlements" USING btree ("utr");--> statement-breakpoint
CREATE INDEX "holds_open" ON "payments"."wallet_holds" USING btree ("expires_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "holds_of" ON "payments"."wallet_holds" USING btree ("holder_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_webhook_event" ON "payments"."webhook_events" USING btree ("gateway","event_id");--> statement-breakpoint
CREATE INDEX "webhooks_by_age" ON "payments"."webhook_events" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "webhooks_by_state" ON "payments"."webhook_events" USING btree ("state","received_at","id");--> statement-breakpoint
CREATE INDEX "webhooks_about" ON "payments"."webhook_events" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "webhooks_next_try" ON "payments"."webhook_events" USING btree ("next_try_at") WHERE next_try_at is not null;--> statement-breakpoint
CREATE INDEX "simulator_deliveries_by_age" ON "simulator"."deliveries" USING btree ("due_at","id");--> statement-breakpoint
CREATE INDEX "simulator_receipts" ON "simulator"."orders" USING btree ("receipt");--> statement-breakpoint
CREATE INDEX "simulator_orders_by_age" ON "simulator"."orders" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "simulator_payments_of" ON "simulator"."payments" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "simulator_payments_due" ON "simulator"."payments" USING btree ("created_at") WHERE captured and settlement_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_simulator_payout_key" ON "simulator"."payouts" USING btree ("key");--> statement-breakpoint
CREATE INDEX "simulator_payouts_of" ON "simulator"."payouts" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "one_simulator_refund_key" ON "simulator"."refunds" USING btree ("payment_id","key");--> statement-breakpoint
CREATE INDEX "simulator_settlements_by_age" ON "simulator"."settlements" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "links_of_person" ON "gas"."account_links" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_account_number" ON "gas"."accounts" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_booking" ON "gas"."bookings" USING btree ("customer_id") WHERE status in ('quoted', 'payment_pending', 'paid', 'waitlisted', 'allocated', 'out_for_delivery', 'delivery_failed');--> statement-breakpoint
CREATE INDEX "waiting_list" ON "gas"."bookings" USING btree ("depot_id","type_id","paid_at","id") WHERE status = 'waitlisted';--> statement-breakpoint
CREATE INDEX "awaiting_payment" ON "gas"."bookings" USING btree ("promised_until") WHERE status in ('quoted', 'payment_pending');--> statement-breakpoint
CREATE INDEX "bookings_of_customer" ON "gas"."bookings" USING btree ("customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "bookings_of_account" ON "gas"."bookings" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "bookings_new" ON "gas"."bookings" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_intent" ON "gas"."bookings" USING btree ("intent_id") WHERE intent_id is not null;--> statement-breakpoint
CREATE INDEX "moves_of_cylinder" ON "gas"."cylinder_moves" USING btree ("cylinder_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_type_code" ON "gas"."cylinder_types" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "one_cylinder_code" ON "gas"."cylinders" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "one_active_cylinder" ON "gas"."cylinders" USING btree ("holder_id","holder_slot") WHERE state = 'with_customer';--> statement-breakpoint
CREATE UNIQUE INDEX "one_booking_of_cylinder" ON "gas"."cylinders" USING btree ("booking_id") WHERE state in ('allocated', 'in_transit');--> statement-breakpoint
CREATE INDEX "oldest_filled" ON "gas"."cylinders" USING btree ("depot_id","type_id","filled_at","id") WHERE state = 'filled';--> statement-breakpoint
CREATE INDEX "filled_due" ON "gas"."cylinders" USING btree ("depot_id","type_id","test_due_on") WHERE state = 'filled';--> statement-breakpoint
CREATE INDEX "cylinders_by_state" ON "gas"."cylinders" USING btree ("depot_id","type_id","state","state_since");--> statement-breakpoint
CREATE INDEX "cylinders_batch" ON "gas"."cylinders" USING btree ("batch");--> statement-breakpoint
CREATE INDEX "cylinders_test_due" ON "gas"."cylinders" USING btree ("test_due");--> statement-breakpoint
CREATE INDEX "cylinders_holder" ON "gas"."cylinders" USING btree ("holder_id") WHERE holder_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_depot_code" ON "gas"."depots" USING btree ("code");--> statement-breakpoint
CREATE INDEX "overrides_of_booking" ON "gas"."overrides" USING btree ("booking_id");--> statement-breakpoint
CREATE INDEX "overrides_of_cylinder" ON "gas"."overrides" USING btree ("cylinder_id");--> statement-breakpoint
CREATE INDEX "overrides_new" ON "gas"."overrides" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "recall_items_cylinder" ON "gas"."recall_items" USING btree ("cylinder_id");--> statement-breakpoint
CREATE INDEX "refill_items_cylinder" ON "gas"."refill_items" USING btree ("cylinder_id");