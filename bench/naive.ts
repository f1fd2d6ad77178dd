/**
 * What is usually built: one INSERT for each message, then the message to the others, then the
 * answer. It is spared all that Parley does besides: no rights, no `seq`, no look for a retry, and
 * a table with nothing but its key. Its argument is the database's address.
 */
import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { uuidv7 } from "uuidv7";
import { instant } from "@/db/schema/columns";
import { messageOf, serve } from "./bare-server";

/**
 * As many as the driver opens when nobody says otherwise: what is usually built has no more, and
 * PostgreSQL commits at most so many together.
 */
const CONNECTIONS = 10;

const messages = pgTable("naive_messages", {
  id: uuid().primaryKey(),
  session_id: uuid().notNull(),
  client_id: text(),
  sender_id: integer(),
  content: text().notNull(),
  created_at: instant().notNull(),
});

const sql = postgres(process.argv[2] as string, { max: CONNECTIONS });
const db = drizzle(sql);
await sql`create table naive_messages (
  id uuid primary key, session_id uuid not null, client_id text, sender_id integer,
  content text not null, created_at timestamptz(3) not null)`;

serve(async (socket, input) => {
  const { id, session_id, client_id, sender_id, content, created_at } = messageOf(
    socket,
    input,
    uuidv7(),
  );
  const [row] = await db
    .insert(messages)
    .values({ id, session_id, client_id, sender_id, content, created_at })
    .returning();
  if (!row) throw new Error("An insert returned no row.");
  const message = { ...messageOf(socket, input, row.id), created_at: row.created_at };
  socket.to(`session_${session_id}`).emit("chat:new_message", { message });
  return { message };
});
