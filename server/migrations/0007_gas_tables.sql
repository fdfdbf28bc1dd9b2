CREATE SCHEMA "gas";
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
CREATE TABLE "gas"."stand_in_intents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"business_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"payer_id" uuid NOT NULL,
	"status" text DEFAULT 'created' NOT NULL,
	"refunded" bigint DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"posted" text[] DEFAULT '{}' NOT NULL
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