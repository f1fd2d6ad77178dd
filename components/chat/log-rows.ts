import type { Message } from "@/lib/messages/contract";
import type { Holder } from "@/lib/sessions/contract";
import { attachmentBox } from "./attachment-size";
import { FOLDED_LINES, isFolded, linesOf } from "./message-fold";

export type LogRow =
  | { kind: "day"; key: string; at: string }
  | { kind: "joined"; key: string; at: string; agent_id: number }
  | { kind: "left"; key: string; at: string; agent_id: number }
  | { kind: "ended"; key: string; at: string }
  /** What follows came while the reader was elsewhere. */
  | { kind: "unread"; key: string; at: string }
  | {
      kind: "message";
      key: string;
      message: Message;
      /** Whether it is the first or the last of what one person wrote in one minute. */
      starts: boolean;
      ends: boolean;
    };

type Moments = {
  agents: readonly Holder[];
  ended_at: string | null;
  /** Whether `messages` begin with the first of the log. */
  is_whole: boolean;
  /** The id of the first that the reader had not seen when they came. */
  first_unread?: string | null;
};

const dayOf = (at: string) => new Date(at).toDateString();
const minuteOf = (at: string) => at.slice(0, 16);

const isOneGroup = (a: Message, b: Message) =>
  a.sender_id === b.sender_id &&
  a.sender_type === b.sender_type &&
  a.is_internal === b.is_internal &&
  minuteOf(a.created_at) === minuteOf(b.created_at);

/** Who came and who went, in order. Where one handed the chat on to the next, a message says both. */
const comings = (agents: readonly Holder[]) =>
  agents.flatMap(({ id: agent_id, joined_at, left_at }, place) => {
    const is_handed = agents[place - 1]?.left_at === joined_at;
    const hands_on = agents[place + 1]?.joined_at === left_at;
    const joined = { kind: "joined", key: `joined ${place}`, at: joined_at, agent_id } as const;
    const left = { kind: "left", key: `left ${place}`, at: left_at ?? "", agent_id } as const;
    return [...(is_handed ? [] : [joined]), ...(left_at === null || hands_on ? [] : [left])];
  });

/** The log as it is drawn: messages in groups, days between them, and what happened to the chat. */
export function logRows(messages: Message[], moments: Moments): LogRow[] {
  const { agents, ended_at, is_whole, first_unread = null } = moments;
  const rows: LogRow[] = [];
  let day = "";
  function add(row: Exclude<LogRow, { kind: "day" }>, at: string) {
    if (dayOf(at) !== day) {
      day = dayOf(at);
      rows.push({ kind: "day", key: `day ${row.key}`, at });
    }
    rows.push(row);
  }

  const first = messages[0];
  // What came before the first message that is shown stands above it, out of sight.
  const waiting = comings(agents).filter(
    ({ at }) => is_whole || first === undefined || at >= first.created_at,
  );
  function addUntil(at: string) {
    while (waiting[0] && waiting[0].at <= at) {
      const [row] = waiting.splice(0, 1);
      if (row) add(row, row.at);
    }
  }

  for (const message of messages) {
    addUntil(message.created_at);
    const at = message.created_at;
    if (message.id === first_unread) add({ kind: "unread", key: `unread ${message.id}`, at }, at);
    const last = rows.at(-1);
    const continues =
      last?.kind === "message" && isOneGroup(last.message, message) && dayOf(at) === day;
    if (continues) last.ends = false;
    add({ kind: "message", key: message.id, message, starts: !continues, ends: true }, at);
  }
  for (const row of waiting) add(row, row.at);
  if (ended_at) add({ kind: "ended", key: "ended", at: ended_at }, ended_at);
  return rows;
}

/** Rows that are drawn and laid out together. */
export type LogChunk = { key: string; rows: LogRow[] };

/** By a message's `seq`, so that what comes before or after moves no row into another chunk. */
const CHUNK = 32;

export function logChunks(rows: LogRow[]): LogChunk[] {
  const chunks: LogChunk[] = [];
  // Days and the like go with the message after them, and with the last one at the end.
  let waiting: LogRow[] = [];
  for (const row of rows) {
    waiting.push(row);
    if (row.kind !== "message") continue;
    const key = String(Math.floor(row.message.seq / CHUNK));
    const last = chunks.at(-1);
    if (last?.key === key) last.rows.push(...waiting);
    else chunks.push({ key, rows: waiting });
    waiting = [];
  }
  if (waiting.length > 0) {
    const last = chunks.at(-1);
    if (last) last.rows.push(...waiting);
    else chunks.push({ key: "0", rows: waiting });
  }
  return chunks;
}

/** Whether they look the same, so that they need not be drawn again. */
export const isSameRows = (a: LogRow[], b: LogRow[]) =>
  a.length === b.length && a.every((row, place) => isSameRow(row, b[place]));

function isSameRow(a: LogRow, b: LogRow | undefined): boolean {
  if (a.kind === "message") {
    return (
      b?.kind === "message" && a.message === b.message && a.starts === b.starts && a.ends === b.ends
    );
  }
  return a.kind === b?.kind && a.key === b.key && a.at === b.at;
}

/** About how many pixels of height. */
const HEIGHTS = { line: 22, bubble: 14, head: 32, article: 104, other: 36 };

/** About how high the rows are, in pixels, until they have been laid out once. */
export function heightOf(rows: LogRow[]): number {
  return rows.reduce((height, row) => {
    if (row.kind !== "message") return height + HEIGHTS.other;
    const { content, attachment, kb_article } = row.message;
    // Under what is folded there is a button.
    const lines = isFolded(content) ? FOLDED_LINES + 1 : linesOf(content);
    const box = kb_article ? HEIGHTS.article : attachment ? attachmentBox(attachment).height : 0;
    return height + box + lines * HEIGHTS.line + HEIGHTS.bubble + (row.starts ? HEIGHTS.head : 0);
  }, 0);
}
