import { randomBytes } from "node:crypto";
import { UUID } from "uuidv7";
import type { audit_log } from "@/db/schema/audit";
import type { messages } from "@/db/schema/messages";
import type { assignments, cursors, sessions } from "@/db/schema/sessions";
import type { Chat, Said } from "@/scripts/demo/chat";
import type { Customer } from "@/scripts/demo/customers";
import type { Colleague } from "@/scripts/demo/people";

export type Rows = {
  sessions: (typeof sessions.$inferInsert)[];
  messages: (typeof messages.$inferInsert)[];
  assignments: (typeof assignments.$inferInsert)[];
  cursors: (typeof cursors.$inferInsert)[];
  audit_log: (typeof audit_log.$inferInsert)[];
};

export type IdOf = (person: Customer | Colleague) => number;

export const iso = (at: number): string => new Date(at).toISOString();

/** An id as it would have been made then: what was made later sorts later. */
export function idAt(at: number): string {
  const bytes = randomBytes(10);
  const [a, b, c] = [bytes.readUInt16BE(0), bytes.readUInt32BE(2), bytes.readUInt32BE(6)];
  return UUID.fromFieldsV7(Math.floor(at), a & 0xfff, b & 0x3fffffff, c).toString();
}

/** The rows that such a chat would have left behind. */
export function rowsOf(chats: Chat[], idOf: IdOf): Rows {
  const rows: Rows = { sessions: [], messages: [], assignments: [], cursors: [], audit_log: [] };
  for (const chat of chats) addRows(rows, chat, idOf);
  return rows;
}

function addRows(rows: Rows, chat: Chat, idOf: IdOf): void {
  const session_id = idAt(chat.created_at);
  const hold = chat.holds.at(-1);
  const log = logOf(chat, session_id, idOf);
  rows.messages.push(...log.map(({ row }) => row));
  const notes = log.filter(({ row }) => row.is_internal).length;
  rows.sessions.push({
    id: session_id,
    // Each time that it was started, taken, given back or ended.
    version:
      1 +
      chat.holds.length +
      chat.holds.filter((one) => one.released_at !== null).length +
      (chat.ended ? 1 : 0),
    subject: chat.subject,
    status: chat.ended ? "closed" : hold ? "active" : "pending",
    priority: chat.priority,
    channel: "page",
    required_skills: chat.skills,
    metadata: chat.metadata,
    customer_id: idOf(chat.customer),
    agent_id: hold ? idOf(hold.agent) : null,
    client_id: idAt(chat.created_at),
    created_at: iso(chat.created_at),
    assigned_at: hold ? iso(hold.at) : null,
    ended_at: chat.ended && iso(chat.ended.at),
    last_seq: log.length - notes,
    last_note_seq: notes,
    waiting_since: chat.ended ? null : waitingSince(chat.said),
    rating: chat.rating,
  });
  for (const one of chat.holds) {
    const act = { agent_id: idOf(one.agent) };
    const assigned_at = iso(one.at);
    const assigned_by = idOf(one.given_by);
    rows.assignments.push({
      id: idAt(one.at),
      session_id,
      ...act,
      assigned_by,
      assigned_at,
      left_at: one.released_at === null ? null : iso(one.released_at),
    });
    if (one.given_by !== one.agent) {
      rows.audit_log.push({
        id: idAt(one.at),
        actor_id: assigned_by,
        action: "session.assign",
        subject_id: session_id,
        details: act,
        created_at: assigned_at,
      });
    }
  }
  if (chat.ended && chat.ended.by !== chat.customer) {
    rows.audit_log.push({
      id: idAt(chat.ended.at),
      actor_id: idOf(chat.ended.by),
      action: "session.end",
      subject_id: session_id,
      created_at: iso(chat.ended.at),
    });
  }
  for (const { by, until } of chat.seen) {
    const last = log.findLast(({ row, at }) => !row.is_internal && at <= until);
    if (!last) continue;
    const { id: message_id, seq } = last.row;
    rows.cursors.push({
      session_id,
      user_id: idOf(by),
      message_id,
      seq,
      seen_at: iso(last.at + 800),
    });
  }
}

/** The messages with their places: `seq` counts what the customer may see, `note_seq` the notes. */
function logOf(chat: Chat, session_id: string, idOf: IdOf) {
  let seq = 0;
  let note_seq = 0;
  return chat.said.map(({ speaker, by, text, at }) => {
    const is_internal = speaker === "note";
    if (is_internal) note_seq++;
    else seq++;
    const row: Rows["messages"][number] = {
      id: idAt(at),
      session_id,
      seq,
      note_seq: is_internal ? note_seq : 0,
      client_id: idAt(at),
      sender_id: idOf(by),
      sender_type: speaker === "customer" ? "customer" : "agent",
      type: "text",
      content: text,
      is_internal,
      created_at: iso(at),
    };
    return { row, at };
  });
}

/** Since when nobody has answered the customer. */
function waitingSince(said: Said[]): string | null {
  const told = said.filter(({ speaker }) => speaker !== "note");
  const answered = told.findLastIndex(({ speaker }) => speaker === "agent");
  const question = told[answered + 1];
  return question ? iso(question.at) : null;
}
