import { and, eq, ne, sql } from "drizzle-orm";
import { db, isSqlState, type Transaction, transaction } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { ticket_comments, tickets } from "@/db/schema/tickets";
import { users } from "@/db/schema/users";
import type { Actor, Caller } from "@/lib/actor";
import { agentNotFound } from "@/lib/agents/commands";
import { writeAudit } from "@/lib/audit/commands";
import { AppError, hasCode } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { countMessage } from "@/lib/limits/messages";
import { appendMessage } from "@/lib/messages/commands";
import { publish } from "@/lib/realtime/publish";
import { authorize, may } from "@/lib/rights";
import { changeSession } from "@/lib/sessions/commands";
import { authorizedSession } from "@/lib/sessions/queries";
import type {
  ChangeTicketInput,
  CommentInput,
  ConvertInput,
  CreateTicketInput,
  Ticket,
  TicketComment,
} from "@/lib/tickets/contract";
import { canMove, ticketNotFound } from "@/lib/tickets/policy";
import { authorizedTicket, readTicketIn, relationsToCustomer } from "@/lib/tickets/queries";
import { followInZendesk, tellZendesk } from "@/lib/zendesk/commands";

const has_one = () => new AppError("CONFLICT", "This chat has a ticket already.");

/** The ticket of a session that the actor may convert, if it has one already. */
async function ticketOf(actor: Actor, session_id: string): Promise<Ticket | null> {
  const session = await authorizedSession(actor, session_id, "ticket.convert");
  return session.ticket_id ? readTicketIn(db(), actor, session.ticket_id) : null;
}

/**
 * Makes a ticket from a chat, which goes on as it was and says so in its log. It is the chat's
 * agent's own, and its transcript ends here. Whoever does it after that gets the same ticket.
 * @throws AppError NOT_FOUND, FORBIDDEN
 */
export async function convertToTicket(
  actor: Actor,
  input: ConvertInput,
  caller?: Caller,
): Promise<{ ticket: Ticket }> {
  const { session_id } = input;
  const there = await ticketOf(actor, session_id);
  if (there) return { ticket: there };
  const ticket_id = newId();
  const made: { ticket?: Ticket; message?: Awaited<ReturnType<typeof appendMessage>> } = {};
  try {
    const { before, views } = await changeSession(actor, session_id, "ticket.convert", {
      async decide(session) {
        if (session.ticket_id) throw has_one();
        return { ticket_id };
      },
      async also(tx, session) {
        // The log as of now: its row is locked, so nothing comes in between.
        const [end] = await tx
          .select({ last_seq: sessions.last_seq, last_note_seq: sessions.last_note_seq })
          .from(sessions)
          .where(eq(sessions.id, session_id));
        const [row] = await tx
          .insert(tickets)
          .values({
            id: ticket_id,
            subject: input.subject ?? session.subject,
            priority: input.priority ?? session.priority,
            customer_id: session.customer_id,
            assignee_id: session.agent_id,
            session_id,
            ...end,
          })
          .returning({ number: tickets.number });
        await followInZendesk(tx, ticket_id);
        const ticket_number = row?.number;
        await tx.update(sessions).set({ ticket_number }).where(eq(sessions.id, session_id));
        // A closed log takes nothing any more: there the ticket stands beside the chat alone.
        if (session.status !== "closed") {
          made.message = await appendMessage(tx, session_id, {
            sender_id: null,
            sender_type: "system",
            type: "system",
            content: `Ticket #${ticket_number} was made from this chat`,
            client_id: ticket_id,
            is_internal: false,
          });
        }
        made.ticket = await readTicketIn(tx, actor, ticket_id);
        await writeAudit(tx, actor, "ticket.convert", ticket_id, { session_id });
        return [];
      },
    });
    const in_queue = before.status === "pending";
    if (made.message) publish({ type: "message_sent", message: made.message, in_queue }, caller);
    publish({ type: "session_ticketed", session: views }, caller);
    return { ticket: made.ticket as Ticket };
  } catch (error) {
    if (!hasCode(error, "CONFLICT")) throw error;
    const first = await ticketOf(actor, session_id);
    if (!first) throw error;
    return { ticket: first };
  }
}

/**
 * Makes a ticket that comes of no chat.
 * @throws AppError FORBIDDEN, NOT_FOUND for a customer that the actor has nothing to do with
 */
export async function createTicket(
  actor: Actor,
  input: CreateTicketInput,
): Promise<{ ticket: Ticket }> {
  authorize(actor, "ticket.list");
  const relations = await relationsToCustomer(actor, input.customer_id).catch((error) => {
    if (!hasCode(error, "NOT_FOUND")) throw error;
    throw customerNotFound();
  });
  if (!may(actor.role, "ticket.create", relations)) throw customerNotFound();
  const id = newId();
  return transaction(async (tx) => {
    const { customer_id, subject, priority } = input;
    await tx.insert(tickets).values({ id, customer_id, subject, ...(priority && { priority }) });
    await writeAudit(tx, actor, "ticket.create", id);
    return { ticket: await readTicketIn(tx, actor, id) };
  });
}

const customerNotFound = () =>
  new AppError("NOT_FOUND", "There is no such customer.", { field: "customer_id" });

async function checkAssignee(tx: Transaction, id: number): Promise<void> {
  const [agent] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, id), users.is_active, ne(users.role, "customer")))
    .for("share");
  if (!agent) throw agentNotFound();
}

/**
 * Changes a ticket. With `version`, only if nobody else has changed it since.
 * @throws AppError FORBIDDEN, NOT_FOUND (with `field: "assignee_id"` for who is no agent), and
 *   CONFLICT for a status that it cannot go to, or with `details: { ticket }` as it is now when
 *   `version` is an old one
 */
export async function changeTicket(
  actor: Actor,
  input: ChangeTicketInput,
): Promise<{ ticket: Ticket }> {
  const { ticket_id, version, ...change } = input;
  return transaction(async (tx) => {
    await tx
      .select({ id: tickets.id })
      .from(tickets)
      .where(eq(tickets.id, ticket_id))
      .for("update");
    const before = await authorizedTicket(actor, ticket_id, "ticket.change", tx);
    if (version !== undefined && version !== before.version) {
      throw new AppError("CONFLICT", "Somebody else has changed this ticket.", {
        details: { ticket: before },
      });
    }
    checkStatus(before, change.status);
    if (change.assignee_id != null) await checkAssignee(tx, change.assignee_id);
    await tx
      .update(tickets)
      .set({ ...change, version: sql`${tickets.version} + 1`, updated_at: sql`now()` })
      .where(eq(tickets.id, ticket_id));
    const { subject, ...told } = change;
    const is_renamed = subject !== undefined && subject !== before.subject;
    await writeAudit(tx, actor, "ticket.update", ticket_id, {
      ...told,
      ...(is_renamed && { is_renamed }),
    });
    return { ticket: await readTicketIn(tx, actor, ticket_id) };
  });
}

function checkStatus(before: Ticket, to: Ticket["status"] | undefined): void {
  if (before.status === "closed") throw ticketClosed();
  if (to === undefined || to === before.status || canMove(before.status, to)) return;
  throw new AppError("CONFLICT", `A ticket that is ${before.status} cannot become ${to}.`, {
    field: "status",
  });
}

const ticketClosed = () =>
  new AppError("CONFLICT", "This ticket is closed: it stays as it is.", { field: "status" });

/**
 * Says something about a ticket, for the staff alone. A retry with the same `client_id` gives back
 * the first comment.
 * @throws AppError FORBIDDEN, NOT_FOUND, RATE_LIMITED, CONFLICT when it is closed
 */
export async function addComment(
  actor: Actor,
  input: CommentInput,
): Promise<{ comment: TicketComment }> {
  const { ticket_id, client_id, content } = input;
  countMessage(actor.user_id);
  const id = newId();
  const of_client = and(
    eq(ticket_comments.ticket_id, ticket_id),
    eq(ticket_comments.author_id, actor.user_id),
    eq(ticket_comments.client_id, client_id),
  );
  const written = (where: ReturnType<typeof and>) =>
    db()
      .select({
        id: ticket_comments.id,
        author: { id: users.id, name: users.name },
        content: ticket_comments.content,
        created_at: ticket_comments.created_at,
      })
      .from(ticket_comments)
      .innerJoin(users, eq(users.id, ticket_comments.author_id))
      .where(where);
  await authorizedTicket(actor, ticket_id, "ticket.comment");
  const [first] = await written(of_client);
  if (first) return { comment: first };
  try {
    await transaction(async (tx) => {
      const [open] = await tx
        .update(tickets)
        .set({ updated_at: sql`now()` })
        .where(and(eq(tickets.id, ticket_id), ne(tickets.status, "closed")))
        .returning({ id: tickets.id });
      if (!open) throw ticketClosed();
      await tx
        .insert(ticket_comments)
        .values({ id, ticket_id, author_id: actor.user_id, client_id, content });
      await tellZendesk(tx, ticket_id);
    });
  } catch (error) {
    if (!isSqlState(error, "23505", "ticket_comments_client_id_key")) throw error;
  }
  const [comment] = await written(of_client);
  if (!comment) throw ticketNotFound();
  return { comment };
}
