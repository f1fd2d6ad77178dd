import { expect, test } from "vitest";
import type { KnownSession } from "@/lib/client/state";
import { isFound, repeatsSubject } from "./chat-text";

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

test.for([
  ["the message itself", "My lamp is broken", "My lamp is broken", true],
  ["cut at a word, over two lines", "My lamp is…", "  My lamp\nis broken", true],
  ["something else", "Lamp", "How long will it take?", false],
] as const)(
  "a subject that the last message begins with is not said twice: %s",
  ([, subject, content, repeats]) => {
    const last_message = { content, sender_type: "customer" };
    const said = { ...chat, subject, last_message } as KnownSession;
    expect(repeatsSubject(said)).toBe(repeats);
    const answered = { ...last_message, sender_type: "agent" };
    expect(repeatsSubject({ ...said, last_message: answered } as KnownSession)).toBe(false);
  },
);
