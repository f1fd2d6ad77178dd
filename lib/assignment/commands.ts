import { and, eq, isNull, not, or, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, isSqlState, type Transaction } from "@/db/client";
import { assignments, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { type Actor, accountOf, type Caller, SERVER } from "@/lib/actor";
import { agentNotFound, freeSlot, lockAgents, takeSlot, tellAgent } from "@/lib/agents/commands";
import type { ToldAgent } from "@/lib/agents/queries";
import type { AutomaticMode, Reasons } from "@/lib/assignment/contract";
import { type Decision, decide, hasRoom, type Present } from "@/lib/assignment/policy";
import { readPresent, readWaiting, WAITING_PAGE } from "@/lib/assignment/queries";
import { writeAudit } from "@/lib/audit/commands";
import { AppError, hasCode } from "@/lib/errors";
import { appendMessage } from "@/lib/messages/commands";
import type { Message } from "@/lib/messages/contract";
import { publish } from "@/lib/realtime/publish";
import type { Operation } from "@/lib/rights";
import { changeSession } from "@/lib/sessions/commands";
import type {
  AssignInput,
  ReaderSession,
  SessionInput,
  TransferInput,
} from "@/lib/sessions/contract";
import type { AuthorizedSession } from "@/lib/sessions/queries";
import { settings } from "@/lib/settings/queries";

async function alreadyAssigned(session: AuthorizedSession, tx: Transaction): Promise<AppError> {
  const [agent] = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(eq(users.id, session.agent_id as number));
  return new AppError("ALREADY_ASSIGNED", `${agent?.name} has taken this chat.`, {
    details: { agent, assigned_at: session.assigned_at },
  });
}

/** Written down in the transaction that gives it to them. */
async function beginHolding(
  tx: Transaction,
  actor: Actor,
  session_id: string,
  agent_id: number,
  reasons?: Reasons,
): Promise<void> {
  await tx.insert(assignments).values({
    id: uuidv7(),
    session_id,
    agent_id,
    assigned_by: accountOf(actor),
    reasons,
    assigned_at: sql`(select ${sessions.assigned_at} from ${sessions} where ${eq(sessions.id, session_id)})`,
  });
}

/** Whoever holds it does so no more, from this transaction's time on. */
async function endHolding(tx: Transaction, session_id: string): Promise<void> {
  await tx
    .update(assignments)
    // This transaction may have begun before the one that gave it to them.
    .set({ left_at: sql`greatest(now(), ${assignments.assigned_at})` })
    .where(and(eq(assignments.session_id, session_id), isNull(assignments.left_at)));
}

/** pending → active, for whom the rights let it be given to. */
async function give(
  actor: Actor,
  session_id: string,
  agent_id: number,
  operation: Operation,
  caller: Caller | undefined,
  reasons?: Reasons,
): Promise<{ session: ReaderSession }> {
  const { agents, views, session } = await changeSession(actor, session_id, operation, {
    async decide(session, tx) {
      if (session.status === "active") throw await alreadyAssigned(session, tx);
      if (session.status === "closed") throw new AppError("CHAT_CLOSED", "This chat has ended.");
      return { status: "active", agent_id, assigned_at: sql`now()` };
    },
    async also(tx, session) {
      const agent = await takeSlot(tx, agent_id);
      if (reasons && agent.status !== "online") throw notOnline(agent);
      await beginHolding(tx, actor, session.id, agent_id, reasons);
      if (operation === "session.assign") {
        const details = { agent_id, ...(reasons && { mode: reasons.mode }) };
        await writeAudit(tx, actor, "session.assign", session.id, details);
      }
      return [agent];
    },
  });
  publish({ type: "session_assigned", session: views }, caller);
  agents.forEach(tellAgent);
  return { session };
}

/**
 * Takes a pending chat. Of any number who try at once one wins.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED, AT_CAPACITY, and ALREADY_ASSIGNED with
 *   `details: { agent: { id, name }, assigned_at }`
 */
export function acceptSession(actor: Actor, input: SessionInput, caller?: Caller) {
  return give(actor, input.session_id, actor.user_id, "session.accept", caller);
}

/**
 * Gives a pending chat to an agent.
 * @throws AppError as `acceptSession`; NOT_FOUND with `field: "agent_id"` for who is no agent
 */
export async function assignSession(actor: Actor, input: AssignInput, caller?: Caller) {
  return orNoSuchAgent(give(actor, input.session_id, input.agent_id, "session.assign", caller));
}

const notOnline = ({ name }: ToldAgent) =>
  new AppError("CONFLICT", `${name} is not online. Choose another agent.`, { field: "agent_id" });

/** One run at a time, on whichever node. */
const ONE_AT_A_TIME = sql`select pg_try_advisory_xact_lock(hashtext('parley.assignment')) as is_ours`;
/** In one run, which holds a connection meanwhile; the next one goes on. */
const MOST_AT_ONCE = 20;

/** Somebody was quicker, and what was decided on is not so any more. */
const isOvertaken = (error: unknown) =>
  (["ALREADY_ASSIGNED", "AT_CAPACITY", "CHAT_CLOSED", "CONFLICT", "NOT_FOUND"] as const).some(
    (code) => hasCode(error, code),
  );

/**
 * Gives waiting chats to agents, as long as there is one who can take one and the admins want it.
 * Each is decided on what is so at that moment and given by the same path as by an admin, so that
 * limits and races are the same.
 * @returns how many were given; there may be more to give unless it is 0. Where another run is at it,
 * this one leaves all to it.
 */
export async function assignWaiting(): Promise<number> {
  const mode = settings().assignment;
  if (mode === "manual") return 0;
  return db().transaction(async (tx) => {
    const [lock] = await tx.execute<{ is_ours: boolean }>(ONE_AT_A_TIME);
    if (!lock?.is_ours) return 0;
    let given = 0;
    let passed_over = 0;
    for (let attempt = 0; attempt < MOST_AT_ONCE; attempt++) {
      // It may be turned off in the middle of it, or who is next be decided in another order.
      if (settings().assignment !== mode) break;
      const present = await readPresent();
      if (!present.some(hasRoom)) break;
      const next = await decideNext(mode, present, passed_over);
      if (!next) break;
      // Who came and could not be given away is not looked at again in this run.
      passed_over = next.passed_over;
      const { session_id, agent_id, reasons } = next.decision;
      try {
        await give(SERVER, session_id, agent_id, "session.assign", undefined, reasons);
        given++;
      } catch (error) {
        if (!isOvertaken(error)) throw error;
      }
    }
    return given;
  });
}

/** As `decide`, over all who wait after so many; and how many were passed over by whole pages. */
async function decideNext(
  mode: AutomaticMode,
  present: Present[],
  passed_over: number,
): Promise<{ decision: Decision; passed_over: number } | null> {
  for (let passed = passed_over; ; passed += WAITING_PAGE) {
    const waiting = await readWaiting(mode, passed);
    const decision = decide(mode, waiting, present);
    if (decision) {
      const reasons = { ...decision.reasons, passed_over: passed + decision.reasons.passed_over };
      return { decision: { ...decision, reasons }, passed_over: passed };
    }
    if (waiting.length < WAITING_PAGE) return null;
  }
}

/** The session names its agent before the agent is looked at: see the order of the locks. */
async function orNoSuchAgent<T>(giving: Promise<T>): Promise<T> {
  try {
    return await giving;
  } catch (error) {
    if (isSqlState(error, "23503", "sessions_agent_id_users_id_fk")) throw agentNotFound();
    throw error;
  }
}

/**
 * Takes an active chat from its agent, back to its old place in the queue.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED, CONFLICT when it is in the queue already
 */
export function releaseSession(actor: Actor, { session_id }: SessionInput, caller?: Caller) {
  return release(actor, session_id, null, caller);
}

/** From whoever has it, or from `held_by` alone. */
async function release(
  actor: Actor,
  session_id: string,
  held_by: number | null,
  caller: Caller | undefined,
): Promise<{ session: ReaderSession }> {
  const { before, agents, views, session } = await changeSession(
    actor,
    session_id,
    "session.release",
    {
      async decide(session) {
        if (session.status === "closed") throw new AppError("CHAT_CLOSED", "This chat has ended.");
        if (session.status === "pending") {
          throw new AppError("CONFLICT", "This chat is in the queue already.");
        }
        if (held_by !== null && session.agent_id !== held_by) {
          throw new AppError("CONFLICT", "Somebody else has this chat by now.");
        }
        return { status: "pending", agent_id: null, assigned_at: null };
      },
      async also(tx, session) {
        const agent = await freeSlot(tx, session.agent_id as number);
        await endHolding(tx, session.id);
        if (session.agent_id !== actor.user_id) {
          await writeAudit(tx, actor, "session.release", session.id, {
            agent_id: session.agent_id,
          });
        }
        return [agent];
      },
    },
  );
  const former_agent_id = before.agent_id as number;
  publish({ type: "session_released", session: views, former_agent_id }, caller);
  agents.forEach(tellAgent);
  return { session };
}

/** A name in a sentence, whichever way it is written. */
const isolated = (name: string) => `\u2068${name}\u2069`;

/** What the log says of it: to everyone, and in the note to the staff. */
async function sayHandedOn(
  tx: Transaction,
  actor: Actor,
  session_id: string,
  from: ToldAgent,
  to: ToldAgent,
  note: string | undefined,
): Promise<Message[]> {
  const [giver, taker] = [isolated(from.name), isolated(to.name)];
  const told = await appendMessage(tx, session_id, {
    sender_id: null,
    sender_type: "system",
    type: "system",
    content:
      from.id === actor.user_id
        ? `${giver} handed the chat to ${taker}`
        : `The chat went from ${giver} to ${taker}`,
    client_id: null,
    is_internal: false,
  });
  if (note === undefined) return [told];
  const noted = await appendMessage(tx, session_id, {
    sender_id: actor.user_id,
    sender_type: "agent",
    type: "text",
    content: note,
    client_id: uuidv7(),
    is_internal: true,
  });
  return [told, noted];
}

/**
 * Hands an active chat on to an agent who is online and has room. The log says so to everyone, and
 * the note, if there is one, to the staff. Who had it reads on and writes no more.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED, AT_CAPACITY; NOT_FOUND with
 *   `field: "agent_id"` for who is no agent; CONFLICT when it waits in the queue, when the agent has
 *   it already or is not online
 */
export async function transferSession(
  actor: Actor,
  input: TransferInput,
  caller?: Caller,
): Promise<{ session: ReaderSession }> {
  const { session_id, agent_id, note } = input;
  let said: Message[] = [];
  const { agents, views, session } = await orNoSuchAgent(
    changeSession(actor, session_id, "session.transfer", {
      async decide(session) {
        if (session.status === "closed") throw new AppError("CHAT_CLOSED", "This chat has ended.");
        if (session.status === "pending") {
          throw new AppError(
            "CONFLICT",
            "This chat is in the queue: there is nobody to take over from.",
          );
        }
        if (session.agent_id === agent_id) {
          const whose = agent_id === actor.user_id ? "You have" : "This agent has";
          throw new AppError("CONFLICT", `${whose} this chat already.`, { field: "agent_id" });
        }
        // As in `endHolding`: with the one's end the other's time begins.
        return { agent_id, assigned_at: sql`greatest(now(), ${sessions.assigned_at})` };
      },
      async also(tx, { agent_id: held_by }) {
        const from_id = held_by as number;
        await lockAgents(tx, [from_id, agent_id]);
        const to = await takeSlot(tx, agent_id);
        if (to.status !== "online") {
          throw notOnline(to);
        }
        const from = await freeSlot(tx, from_id);
        await endHolding(tx, session_id);
        await beginHolding(tx, actor, session_id, agent_id);
        said = await sayHandedOn(tx, actor, session_id, from, to, note);
        const details = { from_agent_id: from_id, agent_id };
        await writeAudit(tx, actor, "session.transfer", session_id, details);
        return [from, to];
      },
    }),
  );
  for (const message of said) publish({ type: "message_sent", message, in_queue: false });
  publish({ type: "session_transferred", session: views }, caller);
  agents.forEach(tellAgent);
  return { session };
}

/** Releases all that an agent holds, when they are an agent no more. */
export async function releaseAllOf(actor: Actor, agent_id: number, caller?: Caller): Promise<void> {
  const held = await db()
    .select({ session_id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.agent_id, agent_id), eq(sessions.status, "active")));
  for (const { session_id } of held) {
    try {
      await release(actor, session_id, agent_id, caller);
    } catch (error) {
      // Ended, released or handed on in the meantime: it is not theirs any more either way.
      if (!hasCode(error, "CHAT_CLOSED") && !hasCode(error, "CONFLICT")) throw error;
    }
  }
}

/**
 * Releases what is left with those who are no agents any more: the server was killed, or lost its
 * database, between their leaving and the last of their chats.
 */
export async function releaseLeft(): Promise<void> {
  const left = await db()
    .selectDistinct({ agent_id: users.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.agent_id))
    .where(
      and(eq(sessions.status, "active"), or(not(users.is_active), eq(users.role, "customer"))),
    );
  for (const { agent_id } of left) await releaseAllOf(SERVER, agent_id);
}
