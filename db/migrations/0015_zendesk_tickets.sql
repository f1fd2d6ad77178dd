CREATE TABLE "zendesk_tickets" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"zendesk_id" bigint,
	"sent_seq" integer DEFAULT 0 NOT NULL,
	"update_id" uuid,
	"update_seq" integer,
	"due_at" timestamp(3) with time zone,
	"claim" uuid,
	"tries" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp(3) with time zone,
	"problem" text,
	"gave_up_at" timestamp(3) with time zone
);
--> statement-breakpoint
ALTER TABLE "ticket_comments" ADD COLUMN "zendesk_update_id" uuid;--> statement-breakpoint
ALTER TABLE "zendesk_tickets" ADD CONSTRAINT "zendesk_tickets_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "zendesk_tickets_due_idx" ON "zendesk_tickets" USING btree ("due_at") WHERE "zendesk_tickets"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "zendesk_tickets_gave_up_idx" ON "zendesk_tickets" USING btree ("gave_up_at") WHERE "zendesk_tickets"."gave_up_at" is not null;