import { and, eq, sql } from "drizzle-orm";
import { db, isSqlState, type Transaction, transaction } from "@/db/client";
import { canned_response_uses, canned_responses } from "@/db/schema/canned-responses";
import { messages } from "@/db/schema/messages";
import { users } from "@/db/schema/users";
import type { Actor, Caller } from "@/lib/actor";
import type {
  CannedResponse,
  CannedResponseInput,
  CreateCannedResponseInput,
  UpdateCannedResponseInput,
  UseCannedResponseInput,
} from "@/lib/canned-responses/contract";
import { fillVariables, valuesOf } from "@/lib/canned-responses/fill";
import {
  cannedResponseColumns,
  findCannedResponse,
  noSuchResponse,
} from "@/lib/canned-responses/queries";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { sendMessage } from "@/lib/messages/commands";
import { MESSAGE_LIMIT, type Message } from "@/lib/messages/contract";
import { authorize } from "@/lib/rights";
import { type AuthorizedSession, authorizedSession } from "@/lib/sessions/queries";
import { multiline } from "@/lib/text";

const writing = (is_shared: boolean) =>
  is_shared ? "canned_response.write_shared" : "canned_response.write_own";

/** @throws AppError FORBIDDEN, for an agent also where it is to be shared */
export async function createCannedResponse(
  actor: Actor,
  input: CreateCannedResponseInput,
): Promise<{ canned_response: CannedResponse }> {
  const { is_shared = false, ...values } = input;
  authorize(actor, "canned_response.write_own");
  authorize(actor, writing(is_shared));
  const [canned_response] = await db()
    .insert(canned_responses)
    .values({ id: newId(), owner_id: is_shared ? null : actor.user_id, ...values })
    .returning(cannedResponseColumns);
  if (!canned_response) throw new Error("An insert returned no row.");
  return { canned_response };
}

/** @throws AppError NOT_FOUND, also for another's own; FORBIDDEN for an agent who means a shared one */
async function authorizeChange(tx: Transaction, actor: Actor, id: string): Promise<void> {
  authorize(actor, "canned_response.write_own");
  const found = await findCannedResponse(actor, id, tx);
  if (!found) throw noSuchResponse();
  authorize(actor, writing(found.is_shared));
}

/** @throws AppError NOT_FOUND, FORBIDDEN */
export async function updateCannedResponse(
  actor: Actor,
  input: UpdateCannedResponseInput,
): Promise<{ canned_response: CannedResponse }> {
  const { canned_response_id: id, ...change } = input;
  return transaction(async (tx) => {
    await authorizeChange(tx, actor, id);
    const [canned_response] = await tx
      .update(canned_responses)
      .set({ ...change, updated_at: sql`now()` })
      .where(eq(canned_responses.id, id))
      .returning(cannedResponseColumns);
    // Deleted in this moment.
    if (!canned_response) throw noSuchResponse();
    return { canned_response };
  });
}

/** What was sent of it stays in the chats. @throws AppError NOT_FOUND, FORBIDDEN */
export async function deleteCannedResponse(
  actor: Actor,
  { canned_response_id: id }: CannedResponseInput,
): Promise<Record<string, never>> {
  return transaction(async (tx) => {
    await authorizeChange(tx, actor, id);
    await tx.delete(canned_responses).where(eq(canned_responses.id, id));
    return {};
  });
}

/**
 * Sends a response into a chat as `sendMessage` does, and counts it once for each message. With
 * `content` that is what goes out, whatever has become of the response meanwhile: its agent has
 * seen it so.
 * @throws AppError as sendMessage; NOT_FOUND for a response that is not theirs, CONFLICT for one that
 *   is not active, VALIDATION where it is too long once it is filled
 */
export async function useCannedResponse(
  actor: Actor,
  input: UseCannedResponseInput,
  caller?: Caller,
): Promise<{ message: Message }> {
  const { session_id, client_id, canned_response_id } = input;
  const session = await authorizedSession(actor, session_id, "canned_response.use");
  const response = await findCannedResponse(actor, canned_response_id);
  const content =
    input.content ??
    (await sentBefore(actor, session_id, client_id)) ??
    (await filled(actor, session, response));
  const sent = await sendMessage(actor, { session_id, client_id, type: "text", content }, caller);
  if (response) await countUse(sent.message.id, response.id);
  return sent;
}

/** A retry gives the first message, whatever the response says now. */
async function sentBefore(actor: Actor, session_id: string, client_id: string) {
  const [first] = await db()
    .select({ content: messages.content })
    .from(messages)
    .where(
      and(
        eq(messages.session_id, session_id),
        eq(messages.sender_id, actor.user_id),
        eq(messages.client_id, client_id),
      ),
    );
  return first?.content;
}

async function filled(
  actor: Actor,
  { id, subject, customer_id }: AuthorizedSession,
  response: CannedResponse | null,
): Promise<string> {
  if (!response) throw noSuchResponse();
  if (!response.is_active) {
    throw new AppError("CONFLICT", "This canned response is turned off.", {
      field: "canned_response_id",
    });
  }
  const [customer] = await db()
    .select({ name: users.name })
    .from(users)
    .where(eq(users.id, customer_id));
  if (!customer) throw new Error("A session has no customer.");
  const text = fillVariables(response.content, valuesOf({ id, subject, customer }, actor));
  const checked = multiline(MESSAGE_LIMIT).safeParse(text);
  if (checked.success) return checked.data;
  const why = checked.error.issues[0]?.message;
  throw new AppError("VALIDATION", `The filled text ${why}.`, { field: "content" });
}

async function countUse(message_id: string, canned_response_id: string): Promise<void> {
  try {
    await db()
      .insert(canned_response_uses)
      .values({ message_id, canned_response_id })
      .onConflictDoNothing();
  } catch (error) {
    // Deleted in this moment, and its count with it.
    if (!isSqlState(error, "23503")) throw error;
  }
}
