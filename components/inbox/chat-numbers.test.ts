import { expect, test } from "vitest";
import { chatNumbers } from "@/components/inbox/chat-numbers";

const none = new Map<string, number>();

test("chats are numbered in the order in which the agent got them", () => {
  expect([...chatNumbers(none, ["a", "b"])]).toEqual([
    ["a", 1],
    ["b", 2],
  ]);
});

test("a chat keeps its number while others go, and a new one takes the lowest that is free", () => {
  const three = chatNumbers(none, ["a", "b", "c"]);
  const two = chatNumbers(three, ["b", "c"]);
  expect(Object.fromEntries(two)).toEqual({ b: 2, c: 3 });
  expect(Object.fromEntries(chatNumbers(two, ["b", "c", "d"]))).toEqual({ b: 2, c: 3, d: 1 });
});

test("the tenth has no key until one of the nine goes", () => {
  const ids = [..."abcdefghij"];
  const nine = chatNumbers(none, ids);
  expect(nine.get("j")).toBeUndefined();
  expect(chatNumbers(nine, ids.slice(1)).get("j")).toBe(1);
});

test("where nothing changed it is the same map", () => {
  const numbers = chatNumbers(none, ["a", "b"]);
  expect(chatNumbers(numbers, ["b", "a"])).toBe(numbers);
  expect(chatNumbers(none, [])).toBe(none);
});
