import { expect, test } from "vitest";
import type { Outgoing } from "@/lib/client/state";
import { leftOver } from "./left-over";

const entry = (client_id: string, more: Partial<Outgoing> = {}): Outgoing => ({
  client_id,
  content: client_id,
  is_internal: false,
  created_at: "2026-01-05T12:00:00.000Z",
  state: "failed",
  error: null,
  ...more,
});
const file = { name: "bill.pdf", size: 3, blob: new Blob(["abc"]) };

test("promise 5: text that an ended chat took no more begins the next one, after what was begun there", () => {
  const line = [entry("first"), entry("in the log", { state: "sent" }), entry("second")];
  expect(leftOver(line, "and this", "")).toEqual({
    text: "first\nsecond\nand this",
    taken: ["first", "second"],
  });
  expect(leftOver([], "and this", "begun").text).toBe("begun\nand this");
  expect(leftOver([], "", "")).toEqual({ text: "", taken: [] });
});

test("promise 5: a file that an ended chat took no more stays in it", () => {
  const line = [entry("text"), entry("f", { content: "", file })];
  expect(leftOver(line, "", "")).toEqual({ text: "text", taken: ["text"] });
});
