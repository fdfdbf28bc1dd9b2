DROP INDEX "users"."devices_of";--> statement-breakpoint
CREATE INDEX "devices_of" ON "users"."devices" USING btree ("person_id","last_seen_at");