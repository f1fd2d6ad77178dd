import { expect, test } from "vitest";
import type { Outgoing } from "@/lib/client/state";
import { failedElsewhere } from "./failed-sends";

const entry = (client_id: string, state: Outgoing["state"], more: Partial<Outgoing> = {}) =>
  ({
    client_id,
    content: client_id,
    is_internal: false,
    created_at: "2026-01-05T12:00:00.000Z",
    state,
    error: null,
    ...more,
  }) satisfies Outgoing;

test("promise 5: what failed in a chat that is not looked at is told of once", () => {
  const before = { a: [entry("1", "sending")], b: [entry("2", "sending")] };
  const now = { a: [entry("1", "failed")], b: [entry("2", "failed")] };
  expect(failedElsewhere(before, now, "a")).toEqual(["b"]);
  expect(failedElsewhere(before, now, null)).toEqual(["a", "b"]);
  expect(failedElsewhere(now, { ...now }, null)).toEqual([]);
  const more = { ...now, b: [entry("2", "failed"), entry("3", "sending")] };
  expect(failedElsewhere(now, more, null)).toEqual([]);
  const again = { ...more, b: [entry("2", "failed"), entry("3", "failed")] };
  expect(failedElsewhere(more, again, null)).toEqual(["b"]);
});

test("what is under way, and what another tab sends, is not told of", () => {
  const now = {
    a: [entry("1", "waiting"), entry("2", "sending"), entry("3", "sent")],
    b: [entry("4", "failed", { is_elsewhere: true })],
  };
  expect(failedElsewhere({}, now, null)).toEqual([]);
});
