import { and, eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { uuidv7 } from "uuidv7";
import { db, isSqlState, type Transaction, transaction } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { type Actor, type Caller, isStaff } from "@/lib/actor";
import { freeSlot, tellAgent } from "@/lib/agents/commands";
import type { ToldAgent } from "@/lib/agents/queries";
import { countFigures } from "@/lib/analytics/commands";
import { writeAudit } from "@/lib/audit/commands";
import { keepContext } from "@/lib/customers/commands";
import { deleteDrafts } from "@/lib/drafts/commands";
import { AppError } from "@/lib/errors";
import { countTry } from "@/lib/limits/attempts";
import { countMessage } from "@/lib/limits/messages";
import { appendMessage, overLength } from "@/lib/messages/commands";
import { networkOf } from "@/lib/networks";
import { orUncertain, publish } from "@/lib/realtime/publish";
import { authorize, type Operation } from "@/lib/rights";
import type { ReaderSession, SessionInput, StartInput } from "@/lib/sessions/contract";
import {
  type AuthorizedSession,
  authorizedSession,
  readTold,
  showing,
  type Told,
} from "@/lib/sessions/queries";
import { visitedWith } from "@/lib/sessions/user-agent";
import { settings } from "@/lib/settings/queries";
import { isLongerThan } from "@/lib/text";

async function countStart(actor: Actor, caller?: Caller): Promise<void> {
  countMessage(actor.user_id);
  await countTry("start_by_account", actor.user_id);
  await countTry("start_by_address", networkOf(caller?.ip_address ?? null));
}

/**
 * Starts a chat: it is `pending`, with its first message if there is one. A retry with the same
 * `client_id` gives back the first session.
 * @throws AppError FORBIDDEN, RATE_LIMITED
 */
export async function startSession(
  actor: Actor,
  input: StartInput,
  caller?: Caller,
): Promise<{ session: ReaderSession }> {
  authorize(actor, "session.start");
  await countStart(actor, caller);
  const client_id = input.client_id ?? uuidv7();
  if (isLongerThan(settings().message_length, input.message ?? "")) {
    const first = await findStarted(actor, client_id);
    if (first) return { session: first };
    throw overLength("message");
  }
  const session_id = uuidv7();
  const start = async (tx: Transaction) => {
    // A new name of theirs comes before or after all of this: see `renamePerson`.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, actor.user_id)).for("share");
    await tx.insert(sessions).values({
      id: session_id,
      client_id,
      // A program has no page that it came from.
      channel: input.metadata?.page_url === undefined ? "api" : "page",
      customer_id: actor.user_id,
      subject: input.subject,
      priority: input.priority ?? "medium",
      required_skills: input.required_skills ?? [],
      metadata: {
        ...visitedWith(input.metadata?.user_agent),
        ...input.metadata,
        ip_address: caller?.ip_address ?? null,
      },
    });
    await keepContext(tx, { id: session_id, customer_id: actor.user_id });
    if (input.message !== undefined) {
      await appendMessage(tx, session_id, {
        sender_id: actor.user_id,
        sender_type: "customer",
        type: "text",
        content: input.message,
        // One of its own: the sender may number sessions and messages alike.
        client_id: uuidv7(),
        is_internal: false,
      });
    }
    return readTold(actor, session_id, tx);
  };
  try {
    const { views, session } = await orUncertain({ type: "session_uncertain", session_id }, () =>
      transaction(start),
    );
    publish({ type: "session_started", session: views }, caller);
    return { session };
  } catch (error) {
    if (!isSqlState(error, "23505", "sessions_client_id_key")) throw error;
    return { session: await startedBefore(actor, client_id) };
  }
}

async function startedBefore(actor: Actor, client_id: string): Promise<ReaderSession> {
  const first = await findStarted(actor, client_id);
  if (!first) throw new AppError("CONFLICT", "The chat was started and is gone.");
  return first;
}

async function findStarted(actor: Actor, client_id: string): Promise<ReaderSession | null> {
  const [first] = await db()
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.customer_id, actor.user_id), eq(sessions.client_id, client_id)));
  if (!first) return null;
  const { session } = await readTold(actor, first.id, db());
  return session;
}

/**
 * Gives a person another name, by `rename`. It is a part of the sessions that show it, so these
 * have a new version with it; also those that began or changed hands until the account was locked.
 */
export async function renamePerson<T>(
  tx: Transaction,
  user_id: number,
  rename: () => Promise<T>,
): Promise<T> {
  // Sessions before the account and in their order, as everyone locks them.
  await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(showing(user_id))
    .orderBy(sessions.id)
    .for("update");
  const renamed = await rename();
  await tx
    .update(sessions)
    .set({ version: sql`${sessions.version} + 1` })
    .where(showing(user_id));
  return renamed;
}

type Change = {
  /** The new state, from the state that was read; throws when there is no such transition. */
  decide(session: AuthorizedSession, tx: Transaction): Promise<PgUpdateSetSource<typeof sessions>>;
  /**
   * What belongs to the same commit. The session's row is locked by then. Returns the agents whose
   * load it changes.
   */
  also(tx: Transaction, before: AuthorizedSession): Promise<ToldAgent[]>;
};

const ATTEMPTS = 20;

/**
 * Changes a session's state by compare-and-set on its version: rights and decision are those of
 * the very state that is changed, and of any number who try at once one wins; the others decide
 * again, on what the winner left. Returns the session as it was before, and what is to be told.
 *
 * Locks are taken in one order everywhere, the session's row and then the agents', by their ids.
 */
export async function changeSession(
  actor: Actor,
  id: string,
  operation: Operation,
  change: Change,
): Promise<Told & { before: AuthorizedSession; agents: ToldAgent[] }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const compareAndSet = async (tx: Transaction) => {
      const before = await authorizedSession(actor, id, operation, tx);
      const state = await change.decide(before, tx);
      const [changed] = await tx
        .update(sessions)
        .set({ ...state, version: sql`${sessions.version} + 1` })
        .where(and(eq(sessions.id, id), eq(sessions.version, before.version)))
        .returning({ id: sessions.id });
      if (!changed) return null;
      const agents = await change.also(tx, before);
      return { before, agents, ...(await readTold(actor, id, tx)) };
    };
    const done = await orUncertain({ type: "session_uncertain", session_id: id }, () =>
      transaction(compareAndSet),
    );
    if (done) return done;
  }
  throw new AppError("UNAVAILABLE", "The chat changed too often. Try again.");
}

/**
 * Ends a pending or active chat.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED when it has ended already
 */
export async function endSession(
  actor: Actor,
  input: SessionInput,
  caller?: Caller,
): Promise<{ session: ReaderSession }> {
  const { before, agents, views, session } = await changeSession(
    actor,
    input.session_id,
    "session.end",
    {
      async decide(session) {
        if (session.status === "closed") {
          throw new AppError("CHAT_CLOSED", "This chat has ended already.");
        }
        return { status: "closed", ended_at: sql`now()`, waiting_since: null };
      },
      async also(tx, session) {
        await deleteDrafts(tx, session.id);
        await countFigures(tx, session.id);
        const agents = session.agent_id === null ? [] : [await freeSlot(tx, session.agent_id)];
        if (isStaff(actor)) await writeAudit(tx, actor, "session.end", session.id);
        return agents;
      },
    },
  );
  const was_pending = before.status === "pending";
  publish({ type: "session_ended", session: views, was_pending }, caller);
  agents.forEach(tellAgent);
  return { session };
}
