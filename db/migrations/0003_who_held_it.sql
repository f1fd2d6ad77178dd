ALTER TABLE "assignments" ADD COLUMN "left_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "assignments_agent_idx" ON "assignments" USING btree ("agent_id");