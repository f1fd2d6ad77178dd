import type { Entry, Shown, Waiting } from "./record";

/** What can be wrong, one line of the verdict each. */
export const LINES = {
  lost: "acknowledged or in the log, and absent from the database, REST or a view",
  unexpected: "there without having been sent, or saying something else",
  duplicated: "twice in the database, REST or a view",
  reordered: "not in the order of seq, or a client's own not in the order in which it sent them",
  gaps: "seq not 1, 2, 3, … in the database, or at any moment in a view",
  stuck: "sent, and at the end still on its way on the screen of its sender",
  vanished:
    "sent, and for a moment neither in the conversation nor on its way on the sender's screen",
  refused: "a start, accept, release or end that should have been done",
  state: "a client's session, cursors or lists not those of the database at the end",
  exited: "the server ended by itself",
} as const;
export type Line = keyof typeof LINES;

export type Tell = (line: Line, what: string) => void;

export type Sent = {
  client: string;
  session_id: string;
  client_id: string;
  content: string;
  at: number;
  /** When it was no longer on its way; null while it is. */
  acknowledged_at: number | null;
};

/** What one client's screen shows of one chat. */
export type View = {
  client: string;
  session_id: string;
  /** Whether the screen shows the conversation: until it is loaded there is none. */
  is_ready: boolean;
  shown: Shown[];
  ids: Set<string>;
  client_ids: Set<string | null>;
  /** What is on its way, by its `client_id`. */
  outgoing: Map<string, Waiting>;
};

export const keyOf = (session_id: string, client_id: string | null) => `${session_id} ${client_id}`;

export type Views = ReturnType<typeof followViews>;

/** Follows histories and tells what was wrong at any moment of any screen. */
export function followViews(tell: Tell) {
  const sent = new Map<string, Sent>();
  const views = new Map<string, View>();
  let delivered = 0;
  let connects = 0;

  function viewOf(client: string, session_id: string): View {
    const key = `${client} ${session_id}`;
    let view = views.get(key);
    if (!view) {
      view = {
        client,
        session_id,
        is_ready: false,
        shown: [],
        ids: new Set(),
        client_ids: new Set(),
        outgoing: new Map(),
      };
      views.set(key, view);
    }
    return view;
  }

  function show(view: View, from: number, messages: Shown[]): void {
    const gone = view.shown.splice(from);
    for (const one of gone) {
      view.ids.delete(one.id);
      view.client_ids.delete(one.client_id);
    }
    const known = new Set(gone.map((one) => one.id));
    for (const one of messages) {
      if (view.ids.has(one.id)) {
        tell("duplicated", `${view.client} shows ${one.seq} of ${view.session_id} twice`);
      }
      if (view.is_ready) judgePlace(view, view.shown.at(-1), one);
      view.shown.push(one);
      view.ids.add(one.id);
      view.client_ids.add(one.client_id);
      if (!known.has(one.id) && !isOwn(view, one.client_id)) delivered++;
    }
    for (const one of gone) {
      if (!view.ids.has(one.id)) judgeGone(view, one);
    }
  }

  /** What another said and is not loaded yet may come again; one's own stays in sight. */
  function judgeGone(view: View, { seq, client_id }: Shown): void {
    const what = `${view.client} no longer shows ${seq} of ${view.session_id}`;
    if (!isOwn(view, client_id)) {
      if (view.is_ready) tell("lost", what);
    } else if (!view.outgoing.has(client_id as string)) tell("vanished", what);
  }

  function judgePlace({ client, session_id }: View, before: Shown | undefined, one: Shown): void {
    const where = `${client} shows ${one.seq} of ${session_id} after ${before?.seq}`;
    if (before && one.seq <= before.seq) tell("reordered", where);
    if (before && one.seq > before.seq + 1) tell("gaps", where);
  }

  function turn(view: View, is_ready: boolean): void {
    view.is_ready = is_ready;
    if (!is_ready) return;
    for (const [n, one] of view.shown.entries()) judgePlace(view, view.shown[n - 1], one);
  }

  function isOwn(view: View, client_id: string | null): boolean {
    return sent.get(keyOf(view.session_id, client_id))?.client === view.client;
  }

  function wait(view: View, one: Waiting, at: number): void {
    view.outgoing.set(one.client_id, one);
    if (one.state === "sent") acknowledge(view, one.client_id, at);
  }

  function acknowledge({ session_id }: View, client_id: string, at: number): void {
    const message = sent.get(keyOf(session_id, client_id));
    if (message) message.acknowledged_at ??= at;
  }

  function leave(view: View, client_ids: string[], at: number): void {
    for (const client_id of client_ids) {
      const { seq } = view.outgoing.get(client_id) ?? {};
      view.outgoing.delete(client_id);
      acknowledge(view, client_id, at);
      // Where more was said than one page has, it stands above what is loaded.
      const is_above = seq !== undefined && view.is_ready && seq < (view.shown[0]?.seq ?? 0);
      if (!is_above && !view.client_ids.has(client_id)) {
        tell("vanished", `${view.client}: ${client_id} left the outbox and is not shown`);
      }
    }
  }

  return {
    sent,
    views,
    counts: () => ({ delivered, connects }),
    take(entry: Entry): void {
      if (entry.is === "connection") {
        if (entry.state === "online") connects++;
        return;
      }
      if (entry.is === "refused") {
        tell("refused", `${entry.client}: ${entry.what}`);
        return;
      }
      const { client, session_id, at } = entry;
      if (entry.is === "unfollowed") {
        views.delete(`${client} ${session_id}`);
        return;
      }
      const view = viewOf(client, session_id);
      if (entry.is === "changed") {
        // What comes with the turn is looked at as a whole.
        if (entry.ready === false) turn(view, false);
        if (entry.shown) show(view, entry.shown.from, entry.shown.messages);
        if (entry.ready) turn(view, true);
        for (const one of entry.waiting ?? []) wait(view, one, at);
        if (entry.left) leave(view, entry.left, at);
        return;
      }
      const { client_id, content } = entry;
      sent.set(keyOf(session_id, client_id), {
        client,
        session_id,
        client_id,
        content,
        at,
        acknowledged_at: null,
      });
      const is_there = view.client_ids.has(client_id) || view.outgoing.has(client_id);
      if (!is_there) tell("vanished", `${client}: ${client_id} was sent and is not shown`);
    },
  };
}
