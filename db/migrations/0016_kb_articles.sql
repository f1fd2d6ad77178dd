CREATE TABLE "kb_articles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"title" text NOT NULL,
	"category" text,
	"summary" text NOT NULL,
	"content" text NOT NULL,
	"published_at" timestamp(3) with time zone,
	"updated_by" integer NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"words" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('simple', regexp_replace(lower("kb_articles"."title"), '[^[:alnum:]]+', ' ', 'g')), 'A')
          || setweight(to_tsvector('simple', regexp_replace(lower(coalesce("kb_articles"."category", '') || ' ' || "kb_articles"."summary"), '[^[:alnum:]]+', ' ', 'g')), 'B')
          || setweight(to_tsvector('simple', regexp_replace(lower("kb_articles"."content"), '[^[:alnum:]]+', ' ', 'g')), 'D')) STORED NOT NULL
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "kb_article" jsonb;--> statement-breakpoint
ALTER TABLE "kb_articles" ADD CONSTRAINT "kb_articles_updated_by_users_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kb_articles_words_idx" ON "kb_articles" USING gin ("words");