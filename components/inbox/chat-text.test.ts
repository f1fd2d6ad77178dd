import { expect, test } from "vitest";
import type { KnownSession } from "@/lib/client/state";
import { isFound } from "./chat-text";

const chat = {
  customer: { id: 1, name: "José Núñez" },
  subject: "Lamp arrived broken",
  last_message: { content: `How long\nwill it take? ${"x".repeat(300)} end` },
} as KnownSession;

test("a chat is found by words of its customer, its subject and its last words, in any order", () => {
  expect(isFound(chat, "lamp jose")).toBe(true);
  expect(isFound(chat, "  NUÑEZ long will ")).toBe(true);
  expect(isFound(chat, "lamp maria")).toBe(false);
});

test("an empty search finds all, and a long message is looked through as far as it is shown", () => {
  expect(isFound(chat, "  ")).toBe(true);
  expect(isFound(chat, "end")).toBe(false);
  expect(isFound({ ...chat, last_message: null }, "broken")).toBe(true);
});
