DROP INDEX "sessions_customer_idx";--> statement-breakpoint
CREATE INDEX "sessions_customer_idx" ON "sessions" USING btree ("customer_id","created_at","id");