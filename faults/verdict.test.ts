import { expect, test } from "vitest";
import type { Final, FinalChat } from "./finals";
import type { Entry, Shown } from "./record";
import { judge, type Truth } from "./verdict";
import type { Line } from "./views";

const USERS = new Map([
  ["customer", 3],
  ["agent", 7],
]);

const message = (seq: number, change: Partial<Shown> = {}): Shown => ({
  id: `id ${seq}`,
  seq,
  client_id: `c${seq}`,
  sender_id: 3,
  content: `text ${seq}`,
  ...change,
});

const invoked = (n: number): Entry => ({
  at: n,
  client: "customer",
  is: "invoked",
  session_id: "s",
  client_id: `c${n}`,
  content: `text ${n}`,
});
const changed = (client: string, change: object): Entry => ({
  at: 100,
  client,
  is: "changed",
  session_id: "s",
  ...change,
});
const waits = (n: number): Entry =>
  changed("customer", { waiting: [{ client_id: `c${n}`, state: "sending", code: null }] });
/** Sent, waiting, and then acknowledged as `seq`. */
const said = (n: number, from = n - 1, seq = n): Entry[] => [
  waits(n),
  invoked(n),
  changed("customer", {
    left: [`c${n}`],
    shown: {
      from,
      messages: [message(seq, { client_id: `c${n}`, content: `text ${n}`, id: `id ${n}` })],
    },
  }),
];
const seen = (from: number, ...messages: Shown[]) =>
  changed("agent", { ready: true, shown: { from, messages } });

const chat: FinalChat = {
  session_id: "s",
  status: "active",
  agent_id: 7,
  version: 2,
  last_seq: 3,
  cursors: { 3: 2 },
};

function story() {
  const entries = [
    ...said(1),
    ...said(2),
    ...said(3),
    seen(0, message(1)),
    seen(1, message(2), message(3)),
  ];
  const log = [message(1), message(2), message(3)];
  const truth: Truth = {
    rows: log.map((one) => ({ ...one, session_id: "s" })),
    chats: [{ ...chat }],
    histories: [{ user_id: 7, session_id: "s", messages: [...log] }],
    lists: [{ user_id: 7, queue: [], active: ["s"] }],
  };
  const finals: Final[] = [
    { client: "customer", chats: [{ ...chat }], queue: null, active: null },
    { client: "agent", chats: [{ ...chat }], queue: [], active: ["s"] },
  ];
  return { entries, users: USERS, finals, truth, exits: [] as string[] };
}

type Story = ReturnType<typeof story>;

async function found(change: (one: Story) => void): Promise<Line[]> {
  const told = story();
  change(told);
  const { lines } = await judge(told);
  return (Object.keys(lines) as Line[]).filter((line) => lines[line].length > 0);
}

test("a history without a fault has none, and is counted", async () => {
  const { lines, counts } = await judge(story());
  expect(Object.values(lines).flat()).toEqual([]);
  expect(counts).toEqual({ invoked: 3, acknowledged: 3, delivered: 3, connects: 0 });
});

const DEFECTS: [what: string, line: Line, change: (one: Story) => void][] = [
  ["acknowledged and not in the database", "lost", ({ truth }) => truth.rows.pop()],
  ["not in REST", "lost", ({ truth }) => truth.histories[0]?.messages.pop()],
  ["not in a view", "lost", ({ entries }) => entries.splice(-1, 1, seen(1, message(2)))],
  ["a view that never loaded", "lost", ({ entries }) => entries.splice(-2, 2, seen(0))],
  ["shown and then no more", "lost", ({ entries }) => entries.push(seen(2))],
  ["in the database and sent by nobody", "unexpected", ({ entries }) => entries.splice(3, 3)],
  [
    "another text in the database",
    "unexpected",
    ({ truth }) => Object.assign(truth.rows[0] ?? {}, { content: "?" }),
  ],
  [
    "another sender",
    "unexpected",
    ({ truth }) => Object.assign(truth.rows[0] ?? {}, { sender_id: 7 }),
  ],
  [
    "another text in a view",
    "unexpected",
    ({ entries }) => entries.splice(-2, 1, seen(0, message(1, { content: "?" }))),
  ],
  [
    "a retry that became a second row",
    "duplicated",
    ({ truth }) => {
      const again = { ...message(4, { client_id: "c3", content: "text 3" }), session_id: "s" };
      truth.rows.push(again);
      truth.histories[0]?.messages.push(again);
    },
  ],
  ["twice in REST", "duplicated", ({ truth }) => truth.histories[0]?.messages.push(message(3))],
  ["twice in a view", "duplicated", ({ entries }) => entries.push(seen(3, message(3)))],
  ["REST in another order", "reordered", ({ truth }) => truth.histories[0]?.messages.reverse()],
  [
    "a view in another order",
    "reordered",
    ({ entries }) => entries.splice(-1, 1, seen(1, message(3), message(2))),
  ],
  [
    "not in the order in which they were sent",
    "reordered",
    ({ entries }) => {
      const [second, third] = [said(2, 1), said(3, 2)];
      entries.splice(3, 6, ...third.slice(0, 2), ...second, third[2] as Entry);
    },
  ],
  ["a hole in the database", "gaps", ({ truth }) => truth.rows.splice(1, 1)],
  [
    "a last_seq that is not the log's",
    "gaps",
    ({ truth }) => Object.assign(truth.chats[0] ?? {}, { last_seq: 4 }),
  ],
  [
    "a hole in a view for a moment",
    "gaps",
    ({ entries }) => entries.splice(-1, 0, seen(1, message(3))),
  ],
  ["never acknowledged", "stuck", ({ entries }) => entries.push(waits(4), invoked(4))],
  [
    "gone from the outbox before it is shown",
    "vanished",
    ({ entries }) => {
      const last = entries[8] as Entry & { shown: object };
      entries.splice(
        8,
        1,
        changed("customer", { left: ["c3"] }),
        changed("customer", { shown: last.shown }),
      );
    },
  ],
  [
    "one's own shown and then no more",
    "vanished",
    ({ entries }) => entries.push(changed("customer", { shown: { from: 2, messages: [] } })),
  ],
  ["sent and not on the screen", "vanished", ({ entries }) => entries.splice(6, 1)],
  [
    "a session in an old state",
    "state",
    ({ finals }) => Object.assign(finals[1]?.chats[0] ?? {}, { version: 1 }),
  ],
  [
    "a cursor that is not the database's",
    "state",
    ({ finals }) => Object.assign(finals[0]?.chats[0] ?? {}, { cursors: { 3: 3 } }),
  ],
  ["a queue that is over", "state", ({ finals }) => finals[1]?.queue?.push("s")],
  [
    "an accept that was refused",
    "refused",
    ({ entries }) => entries.push({ at: 1, client: "agent", is: "refused", what: "it was" }),
  ],
  ["a server that ended", "exited", ({ exits }) => exits.push("it did")],
];

test("one's own that stands above all that is loaded has not vanished", async () => {
  const acknowledgedAs = (seq: number) => (told: Story) => {
    const page = changed("customer", {
      ready: true,
      left: ["c2"],
      shown: { from: 0, messages: [message(2)] },
    });
    const acknowledged = { client_id: "c1", state: "sent", code: null, seq };
    told.entries.splice(
      2,
      7,
      ...said(2).slice(0, 2),
      page,
      ...said(3, 1),
      changed("customer", { waiting: [acknowledged] }),
      changed("customer", { left: ["c1"] }),
    );
  };
  expect(await found(acknowledgedAs(1))).toEqual([]);
  expect(await found(acknowledgedAs(4))).toEqual(["vanished"]);
});

test("what a conversation holds before it is loaded is on no screen, and what is left is not judged", async () => {
  const told = story();
  const early = changed("agent", { shown: { from: 0, messages: [message(1), message(3)] } });
  const loaded = seen(1, message(2));
  told.entries.splice(-2, 2, early, loaded, seen(2, message(3)));
  told.entries.push(
    { at: 1, client: "agent", is: "unfollowed", session_id: "s" },
    changed("agent", { ready: false }),
    { at: 1, client: "agent", is: "unfollowed", session_id: "s" },
  );
  const { lines } = await judge(told);
  expect(Object.values(lines).flat()).toEqual([]);
});

test.each(DEFECTS)("%s: %s", async (_, line, change) => {
  expect(await found(change)).toContain(line);
});
