CREATE SEQUENCE "public"."draft_versions" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "drafts" (
	"session_id" uuid NOT NULL,
	"user_id" integer NOT NULL,
	"is_internal" boolean NOT NULL,
	"content" text NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "drafts_session_id_user_id_is_internal_pk" PRIMARY KEY("session_id","user_id","is_internal")
);
--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;