ALTER TABLE "assignments" ALTER COLUMN "assigned_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "reasons" jsonb;--> statement-breakpoint
CREATE INDEX "assignments_automatic_idx" ON "assignments" USING btree ("agent_id","assigned_at") WHERE "assignments"."assigned_by" is null;