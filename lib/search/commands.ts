import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { message_words, wordsOf } from "@/db/schema/search";

/**
 * So many messages at a time, about a millisecond of the database's processor: whoever sends
 * meanwhile does not notice. With a hundred the slowest hundredth of all messages took twice as long.
 */
const PAGE = 25;
/** After each page it rests so many times as long as that took: who sends comes first. */
const RESTS = 9;
const LONGEST_REST = 1000;
/** A message may be committed this much later than one with a higher id, in milliseconds; never more. */
const OVERTAKEN_BY = 60_000;

const FIRST = "00000000-0000-0000-0000-000000000000";

/** The lowest UUIDv7 of a moment, in milliseconds since 1970. */
function idAt(time: number): string {
  const hex = Math.max(time, 0).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
const timeOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/**
 * Writes down the words of the page of messages after this id, where they are not; its last id. They
 * wait for no disk, and whoever sends not for theirs: a start goes through the whole log.
 */
async function writeWords(after: string): Promise<{ last: string | null; count: number }> {
  const [row] = await db().execute<{ last: string | null; count: number }>(sql`
    with lazy as materialized (
      select set_config('synchronous_commit', 'off', true) as commit
    ), page as materialized (
      select id, content from messages, lazy
      where id > ${after}::uuid and commit = 'off' order by id limit ${PAGE}
    ), written as (
      insert into ${message_words} (message_id, words)
      select id, ${wordsOf(sql`content`)} from page
      where not exists (select from ${message_words} w where w.message_id = page.id)
      on conflict do nothing
    )
    select count(*)::int as count, max(id::text) as last from page`);
  return row ?? { last: null, count: 0 };
}

/**
 * Keeps the words of all messages for the search, a moment behind them, as often as `write` is
 * called. The first calls go through the whole log, once.
 */
export function keepWords(): { write(): Promise<void>; stop(): Promise<void> } {
  let written_to = FIRST;
  let looked_back_at = performance.now();
  let working: Promise<void> | null = null;
  let is_over = false;

  async function work(): Promise<void> {
    if (performance.now() - looked_back_at > OVERTAKEN_BY / 2) {
      looked_back_at = performance.now();
      written_to = idAt(timeOf(written_to) - OVERTAKEN_BY);
    }
    // The clock was ahead, or has been set back: what is said now has lower ids.
    if (timeOf(written_to) > Date.now()) written_to = idAt(Date.now() - OVERTAKEN_BY);
    while (!is_over) {
      const began_at = performance.now();
      const { last, count } = await writeWords(written_to);
      written_to = last ?? written_to;
      if (count < PAGE) return;
      await delay(Math.min(RESTS * (performance.now() - began_at), LONGEST_REST));
    }
  }
  return {
    async write() {
      if (working || is_over) return;
      working = work();
      try {
        await working;
      } finally {
        working = null;
      }
    },
    /** Whoever began it hears of what went wrong. */
    async stop() {
      is_over = true;
      await working?.catch(() => {});
    },
  };
}
