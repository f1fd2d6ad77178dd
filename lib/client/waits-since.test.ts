import { expect, test } from "vitest";
import { waitsSince } from "@/lib/client/state";

const at = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;
const fresh = { version: 1, created_at: at(0), waiting_since: null, last_message: null };

test("who was never taken waits since the start, whenever they wrote", () => {
  expect(waitsSince(fresh)).toBe(at(0));
  const written = { waiting_since: at(2), last_message: { created_at: at(3) } };
  expect(waitsSince({ ...fresh, ...written })).toBe(at(0));
});

test("who was given back waits since their first words without an answer, or since the last words", () => {
  const released = { ...fresh, version: 3, last_message: { created_at: at(5) } };
  expect(waitsSince({ ...released, waiting_since: at(4) })).toBe(at(4));
  expect(waitsSince(released)).toBe(at(5));
  expect(waitsSince({ ...released, last_message: null })).toBe(at(0));
});
