CREATE TYPE "public"."message_type" AS ENUM('text', 'file', 'image', 'kb_article', 'system');--> statement-breakpoint
CREATE TYPE "public"."sender_type" AS ENUM('customer', 'agent', 'system');--> statement-breakpoint
CREATE TYPE "public"."session_channel" AS ENUM('page', 'api');--> statement-breakpoint
CREATE TYPE "public"."session_priority" AS ENUM('low', 'medium', 'high', 'urgent');--> statement-breakpoint
CREATE TYPE "public"."session_status" AS ENUM('pending', 'active', 'closed');--> statement-breakpoint
CREATE TYPE "public"."agent_status" AS ENUM('online', 'away', 'busy', 'offline');--> statement-breakpoint
CREATE TYPE "public"."user_role" AS ENUM('customer', 'agent', 'admin');--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"actor_id" integer,
	"action" text NOT NULL,
	"subject_id" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"note_seq" integer DEFAULT 0 NOT NULL,
	"client_id" text,
	"sender_id" integer,
	"sender_type" "sender_type" NOT NULL,
	"type" "message_type" NOT NULL,
	"content" text NOT NULL,
	"is_internal" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "messages_note_check" CHECK ("messages"."is_internal" = ("messages"."note_seq" > 0)),
	CONSTRAINT "messages_seq_check" CHECK ("messages"."is_internal" or "messages"."seq" > 0)
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"agent_id" integer NOT NULL,
	"assigned_by" integer NOT NULL,
	"assigned_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cursors" (
	"session_id" uuid NOT NULL,
	"user_id" integer NOT NULL,
	"message_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"seen_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"subject" text NOT NULL,
	"status" "session_status" DEFAULT 'pending' NOT NULL,
	"priority" "session_priority" DEFAULT 'medium' NOT NULL,
	"channel" "session_channel" NOT NULL,
	"required_skills" text[] DEFAULT '{}' NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"customer_id" integer NOT NULL,
	"agent_id" integer,
	"client_id" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"assigned_at" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"last_note_seq" integer DEFAULT 0 NOT NULL,
	"waiting_since" timestamp(3) with time zone,
	"ticket_id" uuid,
	"rating" smallint,
	CONSTRAINT "sessions_state_check" CHECK (case "sessions"."status"
        when 'pending' then "sessions"."agent_id" is null and "sessions"."assigned_at" is null and "sessions"."ended_at" is null
        when 'active' then "sessions"."agent_id" is not null and "sessions"."assigned_at" is not null and "sessions"."ended_at" is null
        else "sessions"."ended_at" is not null end)
);
--> statement-breakpoint
CREATE TABLE "logins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" integer NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"revoked_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "setup_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"user_id" integer,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone,
	CONSTRAINT "setup_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "users_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"email" text,
	"password_hash" text,
	"role" "user_role" NOT NULL,
	"is_guest" boolean DEFAULT false NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"status" "agent_status" DEFAULT 'offline' NOT NULL,
	"chosen_status" "agent_status" DEFAULT 'online' NOT NULL,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"max_concurrent_chats" integer DEFAULT 5 NOT NULL,
	"active_chats" integer DEFAULT 0 NOT NULL,
	"last_activity_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_active_chats_check" CHECK ("users"."active_chats" >= 0),
	CONSTRAINT "users_max_concurrent_chats_check" CHECK ("users"."max_concurrent_chats" >= 0),
	CONSTRAINT "users_account_check" CHECK ("users"."is_guest" or "users"."email" is not null)
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_sender_id_users_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_agent_id_users_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_assigned_by_users_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cursors" ADD CONSTRAINT "cursors_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cursors" ADD CONSTRAINT "cursors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_customer_id_users_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_agent_id_users_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logins" ADD CONSTRAINT "logins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_links" ADD CONSTRAINT "setup_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_created_idx" ON "audit_log" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_place_key" ON "messages" USING btree ("session_id","seq","note_seq");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_client_id_key" ON "messages" USING btree ("session_id","sender_id","client_id");--> statement-breakpoint
CREATE INDEX "assignments_session_idx" ON "assignments" USING btree ("session_id","agent_id");--> statement-breakpoint
CREATE INDEX "assignments_assigned_idx" ON "assignments" USING btree ("assigned_at");--> statement-breakpoint
CREATE UNIQUE INDEX "cursors_key" ON "cursors" USING btree ("session_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_client_id_key" ON "sessions" USING btree ("customer_id","client_id");--> statement-breakpoint
CREATE INDEX "sessions_queue_idx" ON "sessions" USING btree ("priority" DESC NULLS LAST,"created_at","id") WHERE "sessions"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "sessions_agent_idx" ON "sessions" USING btree ("agent_id","status");--> statement-breakpoint
CREATE INDEX "sessions_customer_idx" ON "sessions" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "sessions_created_idx" ON "sessions" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "logins_user_idx" ON "logins" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email") WHERE not "users"."is_guest";--> statement-breakpoint
CREATE INDEX "users_staff_idx" ON "users" USING btree ("role") WHERE "users"."role" <> 'customer';