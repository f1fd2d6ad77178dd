import { expect, test } from "vitest";
import type { Message } from "@/lib/messages/contract";
import { type LogRow, logRows } from "./log-rows";

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
const whole = { assigned_at: null, ended_at: null, is_whole: true };

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
    assigned_at: "2026-01-06T12:00:00.000Z",
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
  const moments = { assigned_at: "2026-01-05T12:01:00.000Z", ended_at: null };
  expect(told(logRows(messages, { ...moments, is_whole: true }))).toEqual([
    "day",
    "<>",
    "joined",
    "<>",
  ]);
  expect(told(logRows(messages.slice(1), { ...moments, is_whole: false }))).toEqual(["day", "<>"]);
  expect(told(logRows([], { ...moments, is_whole: true }))).toEqual(["day", "joined"]);
});
