import { expect, test } from "vitest";
import { waitedUntil, waitsSince } from "@/lib/client/waits";

const at = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;
const fresh = { created_at: at(0), waiting_since: null, agents: [] };
const anna = { id: 1, name: "Anna", joined_at: at(1), left_at: at(5) };

test("who was never taken waits since the start, whenever they wrote", () => {
  expect(waitsSince(fresh)).toBe(at(0));
  expect(waitsSince({ ...fresh, waiting_since: at(2) })).toBe(at(0));
});

test("who was given back waits since their first words without an answer, or since the last agent left", () => {
  const released = { ...fresh, agents: [anna] };
  expect(waitsSince({ ...released, waiting_since: at(4) })).toBe(at(4));
  expect(waitsSince(released)).toBe(at(5));
  const twice = [
    { ...anna, left_at: at(2) },
    { ...anna, joined_at: at(3) },
  ];
  expect(waitsSince({ ...released, agents: twice })).toBe(at(5));
});

test("the wait is over with the first agent, whatever came after, or with the end", () => {
  expect(waitedUntil({ agents: [anna, { ...anna, joined_at: at(6) }], ended_at: at(7) })).toBe(
    at(1),
  );
  expect(waitedUntil({ agents: [], ended_at: at(7) })).toBe(at(7));
  expect(waitedUntil({ agents: [], ended_at: null })).toBeNull();
});
