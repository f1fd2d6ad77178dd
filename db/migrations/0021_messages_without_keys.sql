ALTER TABLE "messages" DROP CONSTRAINT "messages_session_id_sessions_id_fk";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_sender_id_users_id_fk";--> statement-breakpoint
CREATE FUNCTION "delete_its_messages"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM messages WHERE session_id = OLD.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "sessions_with_messages" AFTER DELETE ON "sessions"
FOR EACH ROW EXECUTE FUNCTION "delete_its_messages"();
