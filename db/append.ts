import { sql } from "drizzle-orm";
import { isSqlState, logClient, type Transaction } from "@/db/client";
import type { MessageType, SenderType } from "@/lib/messages/contract";

/** What is to be written into a session's log, and by what right. */
export type Entry = {
  id: string;
  session_id: string;
  client_id: string | null;
  /** Null for what the system says. */
  sender_id: number | null;
  sender_type: SenderType;
  type: MessageType;
  content: string;
  is_internal: boolean;
  /** Written if this user is the session's customer … */
  as_customer: number | null;
  /** … or this one its agent … */
  as_agent: number | null;
  /** … or without a look at who they are. */
  as_anyone: boolean;
};

export type Place = { seq: number; note_seq: number; created_at: string };

/**
 * What became of an entry. `written`: it has its place now, also when an earlier try of the same
 * `id` wrote it. `retry`: the sender's `client_id` is in this log already, as the message `first_id`.
 * `refused`: there is no such session, or the sender is neither of those above.
 */
export type Outcome =
  | ({ verdict: "written"; is_waiting: boolean } & Place)
  | { verdict: "retry"; first_id: string }
  | { verdict: "closed" }
  | { verdict: "refused" };

/**
 * Everything that a log gets goes through this statement or, alone, through its leaner form below.
 * Each is a transaction by itself: the sessions are locked in the order of their ids, retries are
 * recognised before a `seq` is spent, each entry gets its place by the session's counter, and the
 * counters move.
 *
 * One parameter and one row of JSON, because reading and writing those is the cheapest there is on
 * both sides. Each entry looks up its rows through an index (`lateral`): a join would be planned for
 * the tables as they are at the first message, which is to say empty, and then take time by the
 * square of the batch.
 *
 * The look for retries sees the time before the wait for a lock. Who wrote the same in that time
 * makes the insert fail with 23505, and the statement is to be run again.
 */
const [BEFORE, AFTER] = [
  `with judged as materialized (
    select e.*, s.status, s.last_seq, s.last_note_seq, first.id as first_id, first.seq as first_seq,
      first.note_seq as first_note_seq, first.created_at as first_at, may_write,
      may_write and first.id is null and s.status <> 'closed' as is_new
    from (
      select * from rows from (json_to_recordset(`,
  `::text::json) as (
        id uuid, session_id uuid, client_id text, sender_id int, sender_type sender_type,
        type message_type, content text, is_internal boolean,
        as_customer int, as_agent int, as_anyone boolean
      )) with ordinality as e (
        id, session_id, client_id, sender_id, sender_type, type, content, is_internal,
        as_customer, as_agent, as_anyone, place
      )
      order by session_id, place
    ) e cross join lateral (
      select status, last_seq, last_note_seq,
        coalesce(e.as_anyone or customer_id = e.as_customer or agent_id = e.as_agent, false) as may_write
      from sessions where id = e.session_id for no key update
    ) s left join lateral (
      select id, seq, note_seq, created_at from messages m
      where m.session_id = e.session_id and m.sender_id = e.sender_id and m.client_id = e.client_id
      limit 1
    ) first on true
  ), placed as materialized (
    select *,
      (last_seq + count(*) filter (where is_new and not is_internal) over so_far)::int as seq,
      (last_note_seq + count(*) filter (where is_new and is_internal) over so_far)::int as note_seq
    from judged
    window so_far as (partition by session_id order by place rows unbounded preceding)
  ), counted as (
    update sessions s set last_seq = c.last_seq, last_note_seq = c.last_note_seq,
      waiting_since = case
        when c.last_question is null and c.last_answer is null then s.waiting_since
        when c.last_answer is null then coalesce(s.waiting_since, statement_timestamp())
        when c.last_question > c.last_answer then statement_timestamp()
      end
    from (
      select session_id, max(seq) as last_seq, max(note_seq) as last_note_seq,
        max(place) filter (where not is_internal and sender_type = 'customer') as last_question,
        max(place) filter (where not is_internal and sender_type = 'agent') as last_answer
      from placed where is_new group by session_id
    ) c
    where s.id = c.session_id
  ), written as (
    insert into messages (id, session_id, seq, note_seq, client_id, sender_id, sender_type, type,
      content, is_internal, created_at)
    select id, session_id, seq, case when is_internal then note_seq else 0 end, client_id, sender_id,
      sender_type, type, content, is_internal, statement_timestamp()
    from placed where is_new
  )
  select statement_timestamp()::timestamptz(3) as at, json_agg(json_build_array(place, case
      when is_new then 'written'
      when not may_write then 'refused'
      when first_id = id then 'written before'
      when first_id is not null then 'retry'
      else 'closed' end,
    coalesce(first_seq, seq), coalesce(first_note_seq, note_seq), first_id, first_at,
    status = 'pending'))::text as outcomes
  from placed`,
];

/** Put together once: it is looked up by its text for each batch. */
const TOGETHER = `${BEFORE}$1${AFTER}`;

/**
 * The same for an entry that is alone, as most are where it is quiet: without what sorts, counts
 * and collects it takes PostgreSQL about half the time.
 */
const ALONE = `with held as materialized (
    select status, last_seq, last_note_seq,
      coalesce($11::boolean or customer_id = $9::int or agent_id = $10::int, false) as may_write
    from sessions where id = $2::uuid for no key update
  ), first as materialized (
    select id, seq, note_seq, created_at from messages
    where session_id = $2::uuid and sender_id = $4::int and client_id = $3::text limit 1
  ), placed as materialized (
    select case when $8::boolean then last_seq else last_seq + 1 end as seq,
      case when $8::boolean then last_note_seq + 1 else last_note_seq end as note_seq,
      statement_timestamp()::timestamptz(3) as at
    from held
    where may_write and status <> 'closed' and not exists (select from first)
  ), counted as (
    update sessions set last_seq = seq, last_note_seq = note_seq,
      waiting_since = case
        when $8::boolean or $5::sender_type = 'system' then waiting_since
        when $5::sender_type = 'customer' then coalesce(waiting_since, at)
        when $5::sender_type = 'system' then waiting_since
      end
    from placed where id = $2::uuid
  ), written as (
    insert into messages (id, session_id, seq, note_seq, client_id, sender_id, sender_type, type,
      content, is_internal, created_at)
    select $1::uuid, $2::uuid, seq, case when $8::boolean then note_seq else 0 end, $3::text, $4::int,
      $5::sender_type, $6::message_type, $7::text, $8::boolean, at
    from placed
  )
  select placed.at, json_build_array(json_build_array(1, case
      when placed.seq is not null then 'written'
      when not may_write then 'refused'
      when first.id = $1::uuid then 'written before'
      when first.id is not null then 'retry'
      else 'closed' end,
    coalesce(first.seq, placed.seq), coalesce(first.note_seq, placed.note_seq), first.id,
    first.created_at, status = 'pending'))::text as outcomes
  from held left join first on true left join placed on true`;

/** `at` is null where nothing was written. */
type Row = { at: string | Date | null; outcomes: string | null };
type OutcomeRow = [
  /** From 1, in the order in which the entries were given. */
  place: number,
  verdict: "written" | "written before" | "retry" | "closed" | "refused",
  seq: number,
  note_seq: number,
  first_id: string | null,
  first_at: string | null,
  is_waiting: boolean,
];

function decode(entries: Entry[], row: Row | undefined): Outcome[] {
  // An entry whose session is not there has no outcome.
  const outcomes: Outcome[] = entries.map(() => ({ verdict: "refused" }));
  if (!row?.outcomes) return outcomes;
  const at = row.at === null ? "" : new Date(row.at).toISOString();
  for (const outcome of JSON.parse(row.outcomes) as OutcomeRow[]) {
    const [place, verdict, seq, note_seq, first_id, first_at, is_waiting] = outcome;
    const n = place - 1;
    if (verdict === "written" || verdict === "written before") {
      const created_at = first_at ? new Date(first_at).toISOString() : at;
      const own_note_seq = entries[n]?.is_internal ? note_seq : 0;
      outcomes[n] = { verdict: "written", seq, note_seq: own_note_seq, created_at, is_waiting };
    } else if (verdict === "retry") {
      outcomes[n] = { verdict, first_id: first_id as string };
    } else outcomes[n] = { verdict };
  }
  return outcomes;
}

/**
 * Writes entries of any sessions and commits them together; what became of each, in their order.
 * No two of them may have the same session, sender and `client_id`.
 * @throws what PostgreSQL says; 23505 means: run it again
 */
export async function append(entries: Entry[]): Promise<Outcome[]> {
  const [statement, values] =
    entries.length === 1
      ? [ALONE, valuesOf(entries[0] as Entry)]
      : [TOGETHER, [JSON.stringify(entries)]];
  const [row] = await logClient().unsafe<Row[]>(statement, values, { prepare: true });
  return decode(entries, row);
}

const valuesOf = (entry: Entry) => [
  entry.id,
  entry.session_id,
  entry.client_id,
  entry.sender_id,
  entry.sender_type,
  entry.type,
  entry.content,
  entry.is_internal,
  entry.as_customer,
  entry.as_agent,
  entry.as_anyone,
];

const RACES = ["23505", "40001", "40P01", "55P03", "57014"];

/**
 * Whether a batch met another transaction: the same retry on another connection, a lock that was
 * held for too long. The same batch may succeed now, or all of it but the entry that is in the way.
 */
export const isRace = (error: unknown): boolean => RACES.some((code) => isSqlState(error, code));

/** The same inside a transaction that changes more than a log. */
export async function appendIn(tx: Transaction, entries: Entry[]): Promise<Outcome[]> {
  const statement = sql`${sql.raw(BEFORE)}${JSON.stringify(entries)}${sql.raw(AFTER)}`;
  const [row] = (await tx.execute(statement)) as unknown as Row[];
  return decode(entries, row);
}
