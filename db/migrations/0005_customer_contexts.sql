CREATE TYPE "public"."account_status" AS ENUM('guest', 'registered', 'deactivated');--> statement-breakpoint
CREATE TABLE "customer_contexts" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"previous_chats" integer NOT NULL,
	"previous_tickets" integer NOT NULL,
	"account_status" "account_status" NOT NULL,
	"account_age" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "customer_contexts" ADD CONSTRAINT "customer_contexts_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_customer_open_idx" ON "sessions" USING btree ("customer_id") WHERE "sessions"."status" <> 'closed';