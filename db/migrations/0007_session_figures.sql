CREATE TABLE "session_figures" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"agent_id" integer,
	"wait" integer,
	"duration" integer,
	"messages" integer NOT NULL,
	"first_response" integer,
	"first_responder_id" integer,
	"responses" integer[] NOT NULL,
	"responder_ids" integer[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session_figures" ADD CONSTRAINT "session_figures_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_figures_started_idx" ON "session_figures" USING btree ("started_at");