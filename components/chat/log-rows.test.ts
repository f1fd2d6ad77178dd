import { expect, test } from "vitest";
import type { Message } from "@/lib/messages/contract";
import type { Holder } from "@/lib/sessions/contract";
import { heightOf, isSameRows, type LogRow, logChunks, logRows } from "./log-rows";

let seq = 0;
const message = (created_at: string, more: Partial<Message> = {}): Message => ({
  id: `m${++seq}`,
  session_id: "s",
  seq,
  note_seq: 0,
  client_id: null,
  sender_id: 1,
  sender_type: "customer",
  type: "text",
  content: "text",
  is_internal: false,
  attachment: null,
  kb_article: null,
  created_at,
  ...more,
});
const agent = { sender_id: 2, sender_type: "agent" } as const;
const held = (joined_at: string, left_at: string | null = null): Holder => ({
  id: 2,
  name: "Mara",
  joined_at,
  left_at,
});
const whole = { agents: [], ended_at: null, is_whole: true };

const told = (rows: LogRow[]) =>
  rows.map((row) =>
    row.kind === "message" ? `${row.starts ? "<" : "-"}${row.ends ? ">" : "-"}` : row.kind,
  );

test("one person's messages of one minute are a group; a note never joins one", () => {
  const rows = logRows(
    [
      message("2026-01-05T12:00:01.000Z"),
      message("2026-01-05T12:00:59.000Z"),
      message("2026-01-05T12:01:00.000Z"),
      message("2026-01-05T12:01:01.000Z", agent),
      message("2026-01-05T12:01:02.000Z", { ...agent, is_internal: true, note_seq: 1 }),
      message("2026-01-05T12:01:03.000Z", agent),
    ],
    whole,
  );
  expect(told(rows)).toEqual(["day", "<-", "->", "<>", "<>", "<>", "<>"]);
});

test("a day begins with its name, also where nobody wrote on it", () => {
  const rows = logRows([message("2026-01-05T12:00:00.000Z")], {
    agents: [held("2026-01-06T12:00:00.000Z")],
    ended_at: "2026-01-07T12:00:00.000Z",
    is_whole: true,
  });
  expect(told(rows)).toEqual(["day", "<>", "day", "joined", "day", "ended"]);
});

test("who joined stands where they did, and not over a log that begins later", () => {
  const messages = [
    message("2026-01-05T12:00:00.000Z"),
    message("2026-01-05T12:02:00.000Z", agent),
  ];
  const moments = { agents: [held("2026-01-05T12:01:00.000Z")], ended_at: null };
  expect(told(logRows(messages, { ...moments, is_whole: true }))).toEqual([
    "day",
    "<>",
    "joined",
    "<>",
  ]);
  expect(told(logRows(messages.slice(1), { ...moments, is_whole: false }))).toEqual(["day", "<>"]);
  expect(told(logRows([], { ...moments, is_whole: true }))).toEqual(["day", "joined"]);
});

test("each agent joins and leaves in their turn, and nobody is drawn twice", () => {
  const messages = [
    message("2026-01-05T12:00:00.000Z"),
    message("2026-01-05T12:02:00.000Z", agent),
    message("2026-01-05T12:04:00.000Z"),
  ];
  const agents = [
    held("2026-01-05T12:01:00.000Z", "2026-01-05T12:03:00.000Z"),
    { ...held("2026-01-05T12:05:00.000Z", "2026-01-05T12:06:00.000Z"), id: 3 },
    held("2026-01-05T12:07:00.000Z"),
  ];
  const moments = { agents, ended_at: "2026-01-05T12:08:00.000Z" };
  const rows = logRows(messages, { ...moments, is_whole: true });
  expect(told(rows).slice(1)).toEqual([
    ...["<>", "joined", "<>", "left", "<>"],
    ...["joined", "left", "joined", "ended"],
  ]);
  expect(rows.flatMap((row) => ("agent_id" in row ? [row.agent_id] : []))).toEqual([2, 2, 3, 3, 2]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  const later = logRows(messages.slice(1), { ...moments, is_whole: false });
  expect(told(later).slice(0, 4)).toEqual(["day", "<>", "left", "<>"]);
});

test("where one handed the chat on to the next, the message of it is all that is drawn", () => {
  const handed = "2026-01-05T12:02:00.000Z";
  const agents = [
    held("2026-01-05T12:01:00.000Z", handed),
    { ...held(handed, "2026-01-05T12:03:00.000Z"), id: 3 },
  ];
  const system = { sender_id: null, sender_type: "system", type: "system" } as const;
  const rows = logRows([message(handed, system)], { ...whole, agents });
  expect(told(rows)).toEqual(["day", "joined", "<>", "left"]);
  expect(rows.flatMap((row) => ("agent_id" in row ? [row.agent_id] : []))).toEqual([2, 3]);
});

test("what came while one was elsewhere begins with a line, and a group of its own", () => {
  const messages = [
    message("2026-01-05T12:00:01.000Z"),
    message("2026-01-05T12:00:02.000Z"),
    message("2026-01-05T12:00:03.000Z"),
  ];
  const rows = logRows(messages, { ...whole, first_unread: messages[1]?.id });
  expect(told(rows)).toEqual(["day", "<>", "unread", "<-", "->"]);
});

/** One a minute, with these places. */
const log = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => {
    const place = first + n;
    const at = new Date(Date.UTC(2026, 0, 5, 0, place)).toISOString();
    return message(at, { id: `place ${place}`, seq: place });
  });

test("a message that comes, or earlier ones, leave the other chunks as they are", () => {
  const all = log(1, 200);
  const chunks = (from: number, to: number) =>
    new Map(
      logChunks(logRows(all.slice(from - 1, to), { ...whole, is_whole: from === 1 })).map(
        ({ key, rows }) => [key, rows],
      ),
    );
  const before = chunks(101, 199);
  const same = (after: typeof before) =>
    [...after.keys()].filter((key) => isSameRows(after.get(key) ?? [], before.get(key) ?? []));
  expect([...before.keys()]).toEqual(["3", "4", "5", "6"]);
  expect([...before.values()].flat().filter((row) => row.kind === "message")).toHaveLength(99);

  expect(same(chunks(101, 200))).toEqual(["3", "4", "5"]);
  expect([...chunks(51, 199).keys()]).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(same(chunks(51, 199))).toEqual(["4", "5", "6"]);
});

test("rows with another one among them look different", () => {
  const messages = log(33, 40);
  const rows = logRows(messages, whole);
  const others = [
    { ...whole, first_unread: "place 36" },
    { ...whole, ended_at: "2026-01-05T10:00:00.000Z" },
    { ...whole, agents: [held("2026-01-05T00:35:30.000Z")] },
  ];
  for (const other of others) expect(isSameRows(rows, logRows(messages, other))).toBe(false);
  const edited = messages.with(3, { ...(messages[3] as Message), content: "other" });
  expect(isSameRows(rows, logRows(edited, whole))).toBe(false);
  expect(isSameRows(rows, logRows(messages, whole))).toBe(true);
});

test("a chat in which nobody has written yet is a chunk too", () => {
  const rows = logRows([], { ...whole, agents: [held("2026-01-05T12:00:00.000Z")] });
  expect(logChunks(rows).map((chunk) => told(chunk.rows))).toEqual([["day", "joined"]]);
});

test("the longer the text, the higher its rows are thought to be", () => {
  const height = (content: string) =>
    heightOf(logRows([message("2026-01-05T12:00:00.000Z", { content })], whole));
  expect(height("a\nb\nc")).toBeGreaterThan(height("a b c"));
  expect(height("a".repeat(1200))).toBeGreaterThan(400);
  const url = "/articles/1";
  const kb_article = { id: "1", title: "A", category: null, summary: "", url };
  const shared = message("2026-01-05T12:00:00.000Z", { content: "", kb_article });
  expect(heightOf(logRows([shared], whole))).toBeGreaterThan(height("") + 100);
  // Only the beginning of it is shown.
  expect(height("a".repeat(10_000))).toBeLessThan(600);
});
