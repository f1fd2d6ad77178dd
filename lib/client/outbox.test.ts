import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallError } from "@/lib/client/api";
import { createOutbox } from "@/lib/client/outbox";
import type { Outgoing } from "@/lib/client/state";
import type { ErrorCode } from "@/lib/errors";
import type { Message } from "@/lib/messages/contract";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refusal = (code: ErrorCode, retryable: boolean, retry_after_ms?: number) =>
  new CallError({ code, message: code, retryable, ...(retry_after_ms && { retry_after_ms }) });

const entry = (client_id: string): Outgoing => ({
  client_id,
  content: client_id,
  is_internal: false,
  created_at: "2026-01-01T00:00:00.000Z",
  state: "sending",
  error: null,
});

/** An outbox over one session "s"; `answer` decides what becomes of each try. */
function outboxWith(answer: (client_id: string, attempt: number) => void) {
  const lines: Record<string, Outgoing[]> = {};
  const tried: string[] = [];
  const arrived: string[] = [];
  const line = { is_open: true };
  const outbox = createOutbox({
    isOpen: () => line.is_open,
    sessions: () => Object.keys(lines),
    read: (session_id) => lines[session_id] ?? [],
    write: (session_id, entries) => {
      lines[session_id] = entries;
    },
    async send(_, { client_id }) {
      tried.push(client_id);
      answer(client_id, tried.filter((one) => one === client_id).length);
      return { client_id } as Message;
    },
    // The log is on the screen at once.
    onSent(session_id, { client_id }) {
      arrived.push(String(client_id));
      lines[session_id] = (lines[session_id] ?? []).filter((one) => one.client_id !== client_id);
    },
  });
  return { outbox, tried, arrived, line, lines, left: () => lines.s ?? [] };
}

test("messages of a session go one after another, in the order in which they were written", async () => {
  const { outbox, arrived, left } = outboxWith(() => {});
  for (const id of ["a", "b", "c"]) outbox.add("s", entry(id));
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["a", "b", "c"]);
  expect(left()).toEqual([]);
});

test("promise 5: what finds no server waits on the screen and is tried until it is through", async () => {
  const { outbox, arrived, tried, left } = outboxWith((id, attempt) => {
    if (id === "a" && attempt < 4) throw refusal("UNAVAILABLE", true);
  });
  outbox.add("s", entry("a"));
  outbox.add("s", entry("b"));
  await vi.advanceTimersByTimeAsync(0);
  expect(left().map((one) => [one.client_id, one.state])).toEqual([
    ["a", "waiting"],
    ["b", "sending"],
  ]);
  await vi.runAllTimersAsync();
  expect(tried).toEqual(["a", "a", "a", "a", "b"]);
  expect(arrived).toEqual(["a", "b"]);
});

test("a refusal for good keeps the text with its reason, and those behind it go on", async () => {
  const { outbox, arrived, left } = outboxWith((id, attempt) => {
    if (id === "a" && attempt === 1) throw refusal("CHAT_CLOSED", false);
  });
  outbox.add("s", entry("a"));
  outbox.add("s", entry("b"));
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["b"]);
  expect(left()).toMatchObject([
    { client_id: "a", state: "failed", error: { code: "CHAT_CLOSED" } },
  ]);
  outbox.retry("s", "a");
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["b", "a"]);
});

test("what was discarded is not tried again", async () => {
  const { outbox, tried, left } = outboxWith(() => {
    throw refusal("UNAVAILABLE", true);
  });
  outbox.add("s", entry("a"));
  await vi.advanceTimersByTimeAsync(0);
  outbox.discard("s", "a");
  await vi.runAllTimersAsync();
  expect(tried).toEqual(["a"]);
  expect(left()).toEqual([]);
});

test("a new connection does not wait for the next try", async () => {
  let is_up = false;
  const { outbox, arrived } = outboxWith(() => {
    if (!is_up) throw refusal("UNAVAILABLE", true, 60_000);
  });
  outbox.add("s", entry("a"));
  await vi.advanceTimersByTimeAsync(0);
  is_up = true;
  outbox.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(arrived).toEqual(["a"]);
});

test("promise 5: what is written without a connection waits untried, and goes in order once there is one", async () => {
  const { outbox, arrived, tried, line, left } = outboxWith(() => {});
  line.is_open = false;
  for (const id of ["a", "b", "c"]) outbox.add("s", entry(id));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tried).toEqual([]);
  expect(left().map((one) => one.state)).toEqual(["waiting", "waiting", "waiting"]);
  line.is_open = true;
  outbox.wake();
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["a", "b", "c"]);
});

test("promise 5: what was acknowledged stays until the log shows it, and is not sent again", async () => {
  const lines: Record<string, Outgoing[]> = {};
  const tried: string[] = [];
  const outbox = createOutbox({
    isOpen: () => true,
    sessions: () => Object.keys(lines),
    read: (session_id) => lines[session_id] ?? [],
    write: (session_id, entries) => {
      lines[session_id] = entries;
    },
    async send(_, { client_id }) {
      tried.push(client_id);
      return { client_id } as Message;
    },
    onSent() {},
  });
  outbox.add("s", entry("a"));
  outbox.add("s", entry("b"));
  await vi.runAllTimersAsync();
  outbox.wake();
  await vi.runAllTimersAsync();
  expect(tried).toEqual(["a", "b"]);
  expect(lines.s?.map((one) => one.state)).toEqual(["sent", "sent"]);
});

test("what another tab sends is left to it, until it is retried here", async () => {
  const { outbox, arrived, lines, left } = outboxWith(() => {});
  lines.s = [{ ...entry("theirs"), state: "waiting", is_elsewhere: true }];
  outbox.resume("s");
  outbox.add("s", entry("mine"));
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["mine"]);
  expect(left()).toMatchObject([{ client_id: "theirs", is_elsewhere: true }]);
  outbox.retry("s", "theirs");
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["mine", "theirs"]);
});
