import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";

/**
 * What holds of every database that Parley wrote itself. Each query finds what breaks it.
 * The demo is held against these before it is committed.
 */
export const INVARIANTS: Record<string, string> = {
  "seq is 1, 2, 3, … and ends at last_seq": `
    select s.id from sessions s left join messages m on m.session_id = s.id and not m.is_internal
    group by s.id
    having count(m.id) <> s.last_seq or coalesce(max(m.seq), 0) <> s.last_seq
      or min(m.seq) <> 1 or count(distinct m.seq) <> count(m.id)`,
  "note_seq is 1, 2, 3, … and ends at last_note_seq": `
    select s.id from sessions s left join messages m on m.session_id = s.id and m.is_internal
    group by s.id
    having count(m.id) <> s.last_note_seq or coalesce(max(m.note_seq), 0) <> s.last_note_seq
      or min(m.note_seq) <> 1 or max(m.seq) > s.last_seq`,
  "a log is in the order of its times": `
    select id from (
      select m.id, m.created_at, lag(m.created_at, 1, s.created_at) over log as before,
        s.ended_at, s.status
      from messages m join sessions s on s.id = m.session_id
      window log as (partition by m.session_id order by m.seq, m.note_seq)
    ) log
    where created_at < before or created_at > coalesce(ended_at, now())`,
  "a chat is taken after it began and ended after it was taken, and not in the future": `
    select id from sessions
    where assigned_at < created_at or ended_at < coalesce(assigned_at, created_at)
      or greatest(created_at, assigned_at, ended_at) > now()`,
  "active_chats is what an agent holds, and no more than they may": `
    select u.id from users u
    left join sessions s on s.agent_id = u.id and s.status = 'active'
    group by u.id having count(s.id) <> u.active_chats or u.active_chats > u.max_concurrent_chats`,
  "waiting_since is the first message that was not answered": `
    select s.id from sessions s
    left join lateral (
      select min(m.created_at) as since from messages m
      where m.session_id = s.id and not m.is_internal and m.sender_type = 'customer'
        and s.status <> 'closed' and m.seq > coalesce((
          select max(a.seq) from messages a
          where a.session_id = s.id and not a.is_internal and a.sender_type <> 'customer'), 0)
    ) waiting on true
    where s.waiting_since is distinct from waiting.since`,
  "a cursor is at a message of its session, and its reader's": `
    select c.session_id from cursors c join sessions s on s.id = c.session_id
    left join messages m on m.id = c.message_id and m.session_id = c.session_id
    where m.id is null or m.seq <> c.seq or m.is_internal
      or c.seen_at < m.created_at or c.seen_at > now()
      or not (c.user_id = s.customer_id or exists (
        select from assignments a where a.session_id = s.id and a.agent_id = c.user_id))`,
  "who has a chat got it last": `
    select s.id from sessions s
    left join lateral (
      select agent_id, assigned_at from assignments a where a.session_id = s.id
      order by assigned_at desc limit 1
    ) last on true
    where s.agent_id is not null
      and (s.agent_id, s.assigned_at) is distinct from (last.agent_id, last.assigned_at)`,
  "who has a chat, or had it at its end, has not left it, and nobody else has it": `
    select a.id from assignments a join sessions s on s.id = a.session_id
    where (a.left_at is null) is distinct from
        (s.agent_id = a.agent_id and s.assigned_at = a.assigned_at)
      or a.left_at < a.assigned_at`,
  "version counts the changes of state": `
    select s.id from sessions s left join assignments a on a.session_id = s.id
    group by s.id
    having s.version <> 1 + 2 * count(a.id) - (s.agent_id is not null)::int
      + (s.status = 'closed')::int`,
  "a message is from the customer, or from staff who held the chat then": `
    select m.id from messages m join sessions s on s.id = m.session_id
    where case m.sender_type
      when 'customer' then m.sender_id <> s.customer_id or m.is_internal
      when 'agent' then m.sender_id is distinct from (
        select a.agent_id from assignments a
        where a.session_id = m.session_id and a.assigned_at <= m.created_at
        order by a.assigned_at desc limit 1)
      else m.sender_id is not null end`,
  "only what is closed and was somebody's has a rating": `
    select id from sessions where rating is not null
      and (status <> 'closed' or agent_id is null or rating not between 1 and 5)`,
};

/** The names of those that do not hold. */
export async function brokenInvariants(q: Queryable): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, query] of Object.entries(INVARIANTS)) {
    const found = await q.execute(sql.raw(`select from (${query}) broken limit 1`));
    if (found.length > 0) broken.push(name);
  }
  return broken;
}
