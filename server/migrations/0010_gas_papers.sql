ALTER TABLE "gas"."accounts" ADD COLUMN "kyc_valid_to" date;--> statement-breakpoint
ALTER TABLE "gas"."accounts" ADD COLUMN "inspected_on" date;--> statement-breakpoint
ALTER TABLE "gas"."bookings" ADD COLUMN "told_place" integer;