import {
  and,
  desc,
  eq,
  getTableColumns,
  lt,
  not,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { db } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { message_words, wordsOf } from "@/db/schema/search";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { type Actor, isStaff } from "@/lib/actor";
import { decodeCursor, encodeCursor } from "@/lib/cursor";
import { countTry } from "@/lib/limits/attempts";
import { asMessage } from "@/lib/messages/contract";
import { authorize } from "@/lib/rights";
import type { FoundMessage, SearchInput } from "@/lib/search/contract";
import { matchesIn, termsOf, toQuery } from "@/lib/search/matches";
import type { List } from "@/lib/sessions/contract";
import { authorizedSession, whereMay } from "@/lib/sessions/queries";

const customer = alias(users, "customer");
const agent = alias(users, "agent");

const DEFAULT_LIMIT = 20;

/** Of so many of the newest messages it is looked whether their words are written down yet. */
const RECENT = 5000;

/** Messages that the actor may read, newest first, each with its chat. */
function readFound(actor: Actor, where: SQL | undefined, limit: number) {
  const may_read = and(
    whereMay(actor, "session.read"),
    or(not(messages.is_internal), whereMay(actor, "note.read")),
  );
  return db()
    .select({
      message: getTableColumns(messages),
      session: {
        id: sessions.id,
        subject: sessions.subject,
        status: sessions.status,
        created_at: sessions.created_at,
        ended_at: sessions.ended_at,
      },
      customer: { id: customer.id, name: customer.name },
      agent: { id: agent.id, name: agent.name },
    })
    .from(messages)
    .innerJoin(sessions, eq(sessions.id, messages.session_id))
    .innerJoin(customer, eq(customer.id, sessions.customer_id))
    .leftJoin(agent, eq(agent.id, sessions.agent_id))
    .where(and(where, may_read))
    .orderBy(desc(messages.id))
    .limit(limit);
}

type Row = Awaited<ReturnType<typeof readFound>>[number];

type Search = { terms: string[]; query: SQL };

const words = alias(message_words, "words");

/** Whether a text has the words. That each is a part of it at all costs least to see, and comes first. */
const hasWords = (text: SQLWrapper, { terms, query }: Search): SQL =>
  sql.join(
    [
      ...terms.map((term) => sql`strpos(lower(${text}), ${term}) > 0`),
      sql`${wordsOf(text)} @@ ${query}`,
    ],
    sql` and `,
  );

/** Among few enough to be looked through one by one: those of a chat, or of a customer. */
const scan = (actor: Actor, search: Search, narrowed: SQL | undefined, limit: number) =>
  readFound(actor, and(hasWords(messages.content, search), narrowed), limit);

/** Among all: by their words, and the newest ones, whose words are not written down yet, by themselves. */
async function lookUp(
  actor: Actor,
  search: Search,
  onward: SQL | undefined,
  limit: number,
): Promise<Row[]> {
  const has_words = sql`${messages.id} in (
    select ${words.message_id} from ${message_words} ${sql.identifier("words")}
    where ${words.words} @@ ${search.query})`;
  const is_recent = sql`${messages.id} in (
    select recent.id from (select id, content from messages order by id desc limit ${RECENT}) recent
    where not exists (select from message_words w where w.message_id = recent.id)
      and ${hasWords(sql`recent.content`, search)})`;
  // What is written down between the two is found twice, and never not at all.
  const recent = await readFound(actor, and(is_recent, onward), limit);
  const older = await readFound(actor, and(has_words, onward), limit);
  const rows = new Map([...recent, ...older].map((row) => [row.message.id, row]));
  return [...rows.values()].sort((a, b) => (a.message.id < b.message.id ? 1 : -1));
}

/**
 * Messages with these words, newest first: of the chats that the actor may read, and notes where
 * they may read those.
 * @throws AppError NOT_FOUND for a chat that the actor may not know of, RATE_LIMITED
 */
export async function searchMessages(
  actor: Actor,
  { q, session_id, cursor, limit = DEFAULT_LIMIT }: SearchInput,
): Promise<List<FoundMessage>> {
  authorize(actor, "message.search");
  await countTry("search_by_account", actor.user_id);
  if (session_id) await authorizedSession(actor, session_id, "session.read");
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.uuid()]))[0];
  const terms = termsOf(q);
  if (terms.length === 0) return { items: [], next_cursor: null };
  const search = { terms, query: sql`to_tsquery('simple', ${toQuery(terms)})` };
  const onward = after === null ? undefined : lt(messages.id, after);
  const narrowed = session_id ? eq(messages.session_id, session_id) : undefined;
  const rows =
    narrowed || !isStaff(actor)
      ? await scan(actor, search, and(narrowed, onward), limit + 1)
      : await lookUp(actor, search, onward, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ message, session, customer, agent }) => ({
      session: { ...session, customer, agent },
      message: asMessage(message),
      matches: matchesIn(message.content, terms),
    })),
    next_cursor: last && rows.length > limit ? encodeCursor([last.message.id]) : null,
  };
}
