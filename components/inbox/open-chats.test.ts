import { expect, test } from "vitest";
import { openChats } from "./open-chats";

const own = (count: number) => new Set(Array.from({ length: count }, (_, n) => `own ${n}`));
const visit = (chats: string[], of: ReadonlySet<string>) =>
  chats.reduce<readonly string[]>((open, id) => openChats(open, id, of), []);

test("who was looked at last comes first, and looking on changes nothing", () => {
  const open = visit(["own 0", "own 1", "own 0"], own(2));
  expect(open).toEqual(["own 0", "own 1"]);
  expect(openChats(open, "own 0", own(2))).toBe(open);
  expect(openChats(open, null, own(2))).toBe(open);
});

test("looking at the queue costs none of the own ones their place", () => {
  const mine = own(20);
  const queue = Array.from({ length: 9 }, (_, n) => `queue ${n}`);
  const open = visit([...mine, ...queue], mine);
  expect(open.filter((id) => mine.has(id))).toHaveLength(20);
  expect(open.filter((id) => !mine.has(id))).toEqual([
    "queue 8",
    "queue 7",
    "queue 6",
    "queue 5",
    "queue 4",
  ]);
  // Back at an own one, the one looked at is one of the others.
  expect(openChats(open, "own 3", mine).filter((id) => !mine.has(id))).toHaveLength(4);
});

test("of very many the one that was looked at longest ago goes", () => {
  const mine = own(40);
  const open = visit([...mine], mine);
  expect(open).toHaveLength(30);
  expect(open[0]).toBe("own 39");
  expect(open).not.toContain("own 9");
});
