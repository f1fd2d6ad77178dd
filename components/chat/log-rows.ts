import type { Message } from "@/lib/messages/contract";

export type LogRow =
  | { kind: "day"; key: string; at: string }
  | { kind: "joined"; key: string; at: string }
  | { kind: "ended"; key: string; at: string }
  | {
      kind: "message";
      key: string;
      message: Message;
      /** Whether it is the first or the last of what one person wrote in one minute. */
      starts: boolean;
      ends: boolean;
    };

type Moments = {
  assigned_at: string | null;
  ended_at: string | null;
  /** Whether `messages` begin with the first of the log. */
  is_whole: boolean;
};

const dayOf = (at: string) => new Date(at).toDateString();
const minuteOf = (at: string) => at.slice(0, 16);

const isOneGroup = (a: Message, b: Message) =>
  a.sender_id === b.sender_id &&
  a.sender_type === b.sender_type &&
  a.is_internal === b.is_internal &&
  minuteOf(a.created_at) === minuteOf(b.created_at);

/** The log as it is drawn: messages in groups, days between them, and what happened to the chat. */
export function logRows(messages: Message[], moments: Moments): LogRow[] {
  const { assigned_at, ended_at, is_whole } = moments;
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
  let is_joined =
    !assigned_at || (!is_whole && first !== undefined && assigned_at < first.created_at);
  function addJoined() {
    if (is_joined || !assigned_at) return;
    is_joined = true;
    add({ kind: "joined", key: "joined", at: assigned_at }, assigned_at);
  }

  for (const message of messages) {
    if (assigned_at && assigned_at <= message.created_at) addJoined();
    const last = rows.at(-1);
    const at = message.created_at;
    const continues =
      last?.kind === "message" && isOneGroup(last.message, message) && dayOf(at) === day;
    if (continues) last.ends = false;
    add({ kind: "message", key: message.id, message, starts: !continues, ends: true }, at);
  }
  addJoined();
  if (ended_at) add({ kind: "ended", key: "ended", at: ended_at }, ended_at);
  return rows;
}
