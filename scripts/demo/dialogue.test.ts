import { describe, expect, test } from "vitest";
import { randomOf } from "@/faults/random";
import { openChat, talk, variations } from "@/scripts/demo/chat";
import type { Customer } from "@/scripts/demo/customers";
import { dialogue } from "@/scripts/demo/dialogue";
import { DIALOGUES } from "@/scripts/demo/dialogues";
import { readOptions } from "@/scripts/demo/options";
import { type Colleague, TEAM } from "@/scripts/demo/people";

const made = { things: ["Aster"], openings: ["Where is my {thing}?"] };

test("a script becomes turns, with several lines, notes and a colleague", () => {
  const { turns, priority } = dialogue(made, "\nA: One\nTwo\nN: Hm\n~\nA: Three\nC: Four\n");
  expect(priority).toBe("medium");
  expect(turns).toEqual([
    { speaker: "agent", text: "One\nTwo", is_colleague: false },
    { speaker: "note", text: "Hm", is_colleague: false },
    { speaker: "agent", text: "Three", is_colleague: true },
    { speaker: "customer", text: "Four", is_colleague: true },
  ]);
  expect(() => dialogue(made, "One\nA: Two")).toThrow("belongs to no turn: One");
});

describe("the thirty", () => {
  test("they are thirty, in five languages, of 3 to 25 turns", () => {
    expect(DIALOGUES).toHaveLength(30);
    expect(new Set(DIALOGUES.map(({ language }) => language)).size).toBe(5);
    for (const { turns, openings } of DIALOGUES) {
      expect(turns.length + 1, openings[0]).toBeGreaterThanOrEqual(3);
      expect(turns.length + 1, openings[0]).toBeLessThanOrEqual(25);
    }
    expect(DIALOGUES.some(({ turns }) => turns.some(({ speaker }) => speaker === "note"))).toBe(
      true,
    );
  });

  test.each(DIALOGUES.map((one) => [one.openings[0], one] as const))("%s", (_, one) => {
    // An agent answers first, and somebody can.
    expect(one.turns[0]?.speaker).toBe("agent");
    const able = TEAM.filter(({ skills }) => one.skills.every((skill) => skills.includes(skill)));
    expect(able.filter(({ role }) => role === "agent").length).toBeGreaterThan(0);

    const random = randomOf(1);
    const draw = variations(random);
    const [agent, colleague] = TEAM as [Colleague, Colleague];
    const customer: Customer = { name: "Guest", email: null, is_guest: true, created_at: 0 };
    for (let n = 0; n < 2 * one.openings.length; n++) {
      const { chat, words } = openChat(random, draw, one, customer, 0);
      chat.holds.push({ agent, given_by: agent, at: 1000, released_at: null });
      talk(random, chat, words, one.turns, () => colleague);
      for (const { text } of chat.said) {
        expect(text).not.toMatch(/[{}]|undefined| {2}|\s[,.]|,[.!?]/);
        if (one.language === "en") expect(text).not.toMatch(/\ba [AEIO]/);
      }
      expect(chat.subject.length).toBeGreaterThan(0);
      // Nobody is called by the name that nobody has.
      expect(chat.said.map(({ text }) => text).join()).not.toContain("Guest");
    }
  });
});

describe("options", () => {
  test("without any there is the shop alone", () => {
    expect(readOptions([])).toBeNull();
  });

  test("heavy is twenty chats of a thousand messages, and either can be said", () => {
    expect(readOptions(["--heavy"])).toEqual({ chats: 20, messages: 1000 });
    expect(readOptions(["--chats", "3"])).toEqual({ chats: 3, messages: 1000 });
    expect(readOptions(["--heavy", "--messages", "9"])).toEqual({ chats: 20, messages: 9 });
  });

  test.each([
    ["--chats", "0"],
    ["--chats", "many"],
    ["--messages", "1.5"],
    ["--chats", "1001"],
  ])("%s %s is refused in one sentence", (name, value) => {
    expect(() => readOptions([name, value])).toThrow(
      new RegExp(`^${name} is a whole number from 1 to \\d+\\.$`),
    );
  });
});
