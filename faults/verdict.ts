import type { Final, FinalChat } from "./finals";
import type { Entry, Shown } from "./record";
import { followViews, keyOf, LINES, type Line, type Sent, type Tell, type Views } from "./views";

/** What is in fact in the log, and what REST says of it, once all is quiet. */
export type Truth = {
  rows: (Shown & { session_id: string })[];
  chats: FinalChat[];
  /** The whole history as each participant gets it. */
  histories: { user_id: number; session_id: string; messages: Shown[] }[];
  /** What the lists of each of the staff are. */
  lists: { user_id: number; queue: string[]; active: string[] }[];
};

export type Verdict = {
  /** What is wrong, in words; all empty when the log has kept its word. */
  lines: Record<Line, string[]>;
  sent: Sent[];
  counts: { invoked: number; acknowledged: number; delivered: number; connects: number };
};

type Given = {
  entries: AsyncIterable<Entry> | Iterable<Entry>;
  /** Whose each client is. */
  users: ReadonlyMap<string, number>;
  finals: Final[];
  truth: Truth;
  exits: string[];
};

/** Holds histories against the truth. */
export async function judge({ entries, users, finals, truth, exits }: Given): Promise<Verdict> {
  const lines = Object.fromEntries(Object.keys(LINES).map((line) => [line, []])) as unknown as {
    [L in Line]: string[];
  };
  const tell: Tell = (line, what) => lines[line].push(what);
  const views = followViews(tell);
  for await (const entry of entries) views.take(entry);

  const logs = logsOf(truth, tell);
  judgeRows(logs, views, users, tell);
  for (const { user_id, session_id, messages } of truth.histories) {
    compare(`REST of ${session_id} to user ${user_id}`, messages, logs.get(session_id), tell);
  }
  judgeViews(logs, views, tell);
  judgeState(finals, truth, users, tell);
  for (const exit of exits) tell("exited", exit);

  const sent = [...views.sent.values()];
  const acknowledged = sent.filter((one) => one.acknowledged_at !== null).length;
  return { lines, sent, counts: { invoked: sent.length, acknowledged, ...views.counts() } };
}

type Logs = Map<string, Shown[]>;

/** Each session's rows in order, which must count 1, 2, 3, … up to what the session says. */
function logsOf({ rows, chats }: Truth, tell: Tell): Logs {
  const logs: Logs = new Map(chats.map(({ session_id }) => [session_id, []]));
  for (const row of rows) logs.get(row.session_id)?.push(row);
  for (const { session_id, last_seq } of chats) {
    const log = (logs.get(session_id) as Shown[]).sort((a, b) => a.seq - b.seq);
    log.forEach((row, n) => {
      if (row.seq !== n + 1)
        tell("gaps", `the database has ${row.seq} as ${n + 1}. of ${session_id}`);
    });
    if (last_seq !== log.length) {
      tell("gaps", `${session_id} says last_seq ${last_seq} and has ${log.length}`);
    }
  }
  return logs;
}

/** The database against what was sent. */
function judgeRows(
  logs: Logs,
  { sent, views }: Views,
  users: ReadonlyMap<string, number>,
  tell: Tell,
): void {
  const places = new Map<string, number>();
  for (const [session_id, log] of logs) {
    for (const row of log) {
      // What the system says was sent by nobody.
      if (row.sender_id === null) continue;
      const key = keyOf(session_id, row.client_id);
      const what = `${row.client_id} as ${row.seq} of ${session_id}`;
      const message = sent.get(key);
      if (places.has(key)) tell("duplicated", `the database has ${what} and ${places.get(key)}`);
      if (!message) tell("unexpected", `the database has ${what}, which nobody sent`);
      else if (message.content !== row.content || users.get(message.client) !== row.sender_id) {
        tell("unexpected", `the database has another text or sender for ${what}`);
      }
      if (!places.has(key)) places.set(key, row.seq);
    }
  }
  const last = new Map<string, number>();
  for (const [key, message] of sent) {
    const seq = places.get(key);
    const whose = `${message.client} ${message.session_id}`;
    if (seq === undefined) {
      if (message.acknowledged_at !== null) {
        tell("lost", `${whose}: ${message.client_id} was acknowledged and is not in the database`);
      }
      continue;
    }
    if (seq < (last.get(whose) ?? 0)) {
      tell("reordered", `${whose}: ${seq} was sent after ${last.get(whose)}`);
    }
    last.set(whose, seq);
  }
  for (const { client, session_id, outgoing } of views.values()) {
    for (const { client_id, state, code } of outgoing.values()) {
      const is_there = places.has(keyOf(session_id, client_id)) ? " though it is in the log" : "";
      tell("stuck", `${client} ${session_id}: ${client_id} is ${state}${is_there} (${code})`);
    }
  }
}

/** A screen shows all from the first message on that it has loaded. */
function judgeViews(logs: Logs, { views }: Views, tell: Tell): void {
  for (const { client, session_id, shown } of views.values()) {
    const first = shown[0]?.seq ?? 1;
    const log = logs.get(session_id)?.filter((row) => row.seq >= first);
    compare(`the view of ${client} on ${session_id}`, shown, log, tell);
  }
}

function compare(whose: string, found: Shown[], log: Shown[] | undefined, tell: Tell): void {
  if (!log) {
    tell("unexpected", `${whose}: there is no such chat`);
    return;
  }
  const by_id = new Map(log.map((row) => [row.id, row]));
  const seen = new Set<string>();
  let before = 0;
  for (const one of found) {
    const row = by_id.get(one.id);
    if (!row) tell("unexpected", `${whose} has ${one.client_id}, which is not in the database`);
    else if (row.content !== one.content || row.seq !== one.seq) {
      tell("unexpected", `${whose} has ${one.seq} with another text or place`);
    }
    if (seen.has(one.id)) tell("duplicated", `${whose} has ${one.seq} twice`);
    else if (one.seq <= before) tell("reordered", `${whose} has ${one.seq} after ${before}`);
    seen.add(one.id);
    before = one.seq;
  }
  for (const row of log) {
    if (!seen.has(row.id)) tell("lost", `${whose} lacks ${row.seq}`);
  }
}

function judgeState(
  finals: Final[],
  { chats, lists }: Truth,
  users: ReadonlyMap<string, number>,
  tell: Tell,
): void {
  const truths = new Map(chats.map((chat) => [chat.session_id, chat]));
  for (const { client, chats, queue, active } of finals) {
    for (const { session_id, cursors, ...session } of chats) {
      const truth = truths.get(session_id);
      if (!truth) {
        tell("state", `${client} knows ${session_id}, which is not there`);
        continue;
      }
      for (const name of ["status", "agent_id", "version", "last_seq"] as const) {
        if (session[name] !== truth[name]) {
          const what = `${session[name]} and not ${truth[name]}`;
          tell("state", `${client} has ${name} of ${session_id} as ${what}`);
        }
      }
      for (const user_id of new Set([...Object.keys(cursors), ...Object.keys(truth.cursors)])) {
        if (cursors[user_id] !== truth.cursors[user_id]) {
          const what = `${cursors[user_id]} and not ${truth.cursors[user_id]}`;
          tell("state", `${client} has ${user_id}'s cursor of ${session_id} as ${what}`);
        }
      }
    }
    const listed = lists.find(({ user_id }) => user_id === users.get(client));
    if (!listed || !queue || !active) continue;
    for (const [name, shown, truth] of [
      ["queue", queue, listed.queue],
      ["own chats", active, listed.active],
    ] as const) {
      if (shown.join() !== truth.join()) {
        tell("state", `${client} has ${name} ${shown.join()} and not ${truth.join()}`);
      }
    }
  }
}
