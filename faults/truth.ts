import type { Sql } from "postgres";
import { dataOf, restClient } from "@/e2e/rest";
import type { Message, MessagePage } from "@/lib/messages/contract";
import type { List, ReaderSession } from "@/lib/sessions/contract";
import type { FinalChat } from "./finals";
import type { Person } from "./people";
import { brief, type Shown } from "./record";
import type { Truth } from "./verdict";

/** How many calls of REST are under way at once. */
const LANES = 8;

/**
 * Reads the database and, as each of the `readers`, the histories of the chats that they take part
 * in, and the lists of staff.
 */
export async function readTruth(sql: Sql, url: string, readers: Reader[]): Promise<Truth> {
  const rows = await sql<(Shown & { session_id: string })[]>`
    select id, session_id, seq, client_id, sender_id, content from messages
    where not is_internal order by session_id, seq`;
  const chats = await sql<FinalChat[]>`
    select id as session_id, status, agent_id, version, last_seq,
      (select coalesce(json_object_agg(user_id, seq), '{}') from cursors where session_id = id) as cursors
    from sessions`;
  const histories: Truth["histories"] = [];
  const work = readers.flatMap((reader) =>
    reader.session_ids.map((session_id) => async () => {
      const messages = await historyOf(url, reader.person, session_id);
      histories.push({ user_id: reader.person.user_id, session_id, messages });
    }),
  );
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let next = work.pop(); next; next = work.pop()) await next();
    }),
  );
  const staff = readers.filter(({ person }) => person.side === "staff");
  const lists = await Promise.all(
    staff.map(async ({ person }) => ({
      user_id: person.user_id,
      queue: await listOf(url, person, "pending"),
      active: (await listOf(url, person, "active")).sort(),
    })),
  );
  return {
    rows: rows.map((row) => ({ ...row, content: brief(row.content) })),
    chats: [...chats],
    histories,
    lists,
  };
}

export type Reader = { person: Person; session_ids: string[] };

async function historyOf(url: string, person: Person, session_id: string): Promise<Shown[]> {
  const ask = restClient(url, person.token);
  const messages: Message[] = [];
  for (let more = true; more; ) {
    const query = `after_seq=${messages.at(-1)?.seq ?? 0}&limit=200`;
    const call = `GET /api/live-chat/${session_id}/messages?${query}`;
    const page = dataOf(await ask<MessagePage>(call));
    messages.push(...page.messages);
    more = page.has_more;
  }
  return messages.map(({ id, seq, client_id, sender_id, content }) => ({
    id,
    seq,
    client_id,
    sender_id,
    content: brief(content),
  }));
}

async function listOf(url: string, person: Person, status: "pending" | "active") {
  const ask = restClient(url, person.token);
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const call = `GET /api/live-chat/agent/sessions?status=${status}&limit=200${more}`;
    const page: List<ReaderSession> = dataOf(await ask(call));
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  return ids;
}
