import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db } from "@/db/client";
import { assignments, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import type { Actor, Role } from "@/lib/actor";
import { logIn } from "@/lib/logins/commands";
import type { SessionStatus } from "@/lib/sessions/contract";
import type { Uploaded } from "@/lib/uploads/contract";
import { hashPassword } from "@/lib/users/passwords";
import { makeToken } from "@/lib/users/tokens";
import { dataOf, rest } from "@/testing/rest";

export const PASSWORD = "a password of the tests";

export type Person = {
  id: number;
  name: string;
  email: string | null;
  role: Role;
  token: string;
  /** For calling a domain's function without an adapter. */
  actor: Actor;
};

let made = 0;
/** Hashing takes its time on purpose, so it is done once. */
let password_hash: Promise<string> | undefined;

type Given = Partial<
  Pick<typeof users.$inferInsert, "name" | "skills" | "max_concurrent_chats" | "email">
>;

async function make(role: Role, given: Given, is_guest = false): Promise<Person> {
  made++;
  password_hash ??= hashPassword(PASSWORD);
  const [user] = await db()
    .insert(users)
    .values({
      name: `${is_guest ? "guest" : role} ${made}`,
      email: is_guest ? null : `${role}${made}@example.org`,
      password_hash: is_guest ? null : await password_hash,
      // Most tests are not about the limit.
      max_concurrent_chats: 1000,
      role,
      is_guest,
      ...given,
    })
    .returning();
  if (!user) throw new Error("An insert returned no row.");
  const { login_id } = await logIn(user.id);
  const actor = { user_id: user.id, name: user.name, role, is_guest, login_id };
  const { id, name, email } = user;
  return { id, name, email, role, actor, token: await makeToken({ user_id: id, login_id }) };
}

export const makeAdmin = (given: Given = {}) => make("admin", given);
export const makeAgent = (given: Given = {}) => make("agent", given);
export const makeCustomer = (given: Given = {}) => make("customer", given);
export const makeGuest = (given: Given = {}) => make("customer", given, true);

/** A chat of the customer's in the queue, started over REST. */
export async function startChat(customer: Person, input: Record<string, unknown> = {}) {
  const body = { subject: "My order", ...input };
  return dataOf(await rest(customer).post("/api/live-chat/start", body)).session;
}

/** An active chat of the two. */
export async function startActiveChat(customer: Person, agent: Person, input = {}) {
  const { id } = await startChat(customer, input);
  return dataOf(await rest(agent).post(`/api/live-chat/${id}/accept`)).session;
}

/** Sends a text over REST; its message. */
export async function say(who: Person, session_id: string, content: string, more = {}) {
  const body = { type: "text", client_id: uuidv7(), content, ...more };
  return dataOf(await rest(who).post(`/api/live-chat/${session_id}/messages`, body)).message;
}

/** Uploads a file to a chat, not sent yet. */
export async function upload(who: Person, session_id: string, file: File): Promise<Uploaded> {
  const form = new FormData();
  form.set("session_id", session_id);
  form.set("file", file);
  return dataOf(await rest(who).post("/api/chat-upload/upload", form));
}

/** A session written straight into the tables, where a test needs many and no history. */
export async function insertChat(chat: {
  customer: Pick<Person, "id">;
  status: SessionStatus;
  agent?: Pick<Person, "id"> | null;
  former?: Pick<Person, "id">;
  values?: Partial<typeof sessions.$inferInsert>;
}): Promise<string> {
  const id = uuidv7();
  const now = new Date().toISOString();
  const agent_id = chat.agent?.id ?? null;
  await db()
    .insert(sessions)
    .values({
      id,
      subject: "My order",
      channel: "api",
      status: chat.status,
      customer_id: chat.customer.id,
      client_id: id,
      agent_id,
      assigned_at: agent_id ? now : null,
      ended_at: chat.status === "closed" ? now : null,
      ...chat.values,
    });
  if (chat.status === "active" && agent_id) {
    const active_chats = sql`${users.active_chats} + 1`;
    await db().update(users).set({ active_chats }).where(eq(users.id, agent_id));
  }
  const holders = [chat.former?.id, agent_id].filter((holder) => holder != null);
  for (const holder of holders) {
    await db()
      .insert(assignments)
      .values({
        id: uuidv7(),
        session_id: id,
        agent_id: holder,
        assigned_by: holder,
        assigned_at: now,
        left_at: holder === agent_id ? null : now,
      });
  }
  return id;
}
