import { expect, test } from "vitest";
import { isFewEmoji, partsOf } from "./message-parts";

/** The text with its links in angle brackets. */
const told = (text: string) =>
  partsOf(text)
    .map((part) => (part.href ? `<${part.text}>` : part.text))
    .join("");

test.each([
  ["Nothing to see", "Nothing to see"],
  ["See https://a.example/x?y=1#z now", "See <https://a.example/x?y=1#z> now"],
  ["https://a.example", "<https://a.example>"],
  ["HTTP://A.EXAMPLE/B", "<HTTP://A.EXAMPLE/B>"],
  ["Look: https://a.example.", "Look: <https://a.example>."],
  ["(https://a.example/b).", "(<https://a.example/b>)."],
  ["https://a.example/b_(c)", "<https://a.example/b_(c)>"],
  ["[https://a.example/b_(c)], and", "[<https://a.example/b_(c)>], and"],
  ["“https://a.example/b”…", "“<https://a.example/b>”…"],
  ["在 https://a.example/b。", "在 <https://a.example/b>。"],
  [
    "one https://a.example\nhttps://b.example/ two",
    "one <https://a.example>\n<https://b.example/> two",
  ],
  ["www.a.example/b, or", "<www.a.example/b>, or"],
  ["www. is no address", "www. is no address"],
  ["Mail ada@a.example.", "Mail <ada@a.example>."],
  ["mailto:ada@a.example", "<mailto:ada@a.example>"],
  ["me@localhost", "me@localhost"],
  [`${"a".repeat(65)}@a.example`, `${"a".repeat(65)}@a.example`],
  ["https://", "https://"],
  ["javascript:alert(1)", "javascript:alert(1)"],
  ["data:text/html,x ftp://a.example file:///etc", "data:text/html,x ftp://a.example file:///etc"],
  ["javascript://a.example/%0aalert(1)", "javascript://a.example/%0aalert(1)"],
  ["مرحبا https://a.example/ب شكرا", "مرحبا <https://a.example/ب> شكرا"],
])("%s", (text, expected) => {
  expect(told(text)).toBe(expected);
});

test("nothing of a text is lost, and a link leads where it says", () => {
  const text = "a https://a.example/b, www.b.example; c@d.example (mailto:e@f.example)";
  const parts = partsOf(text);
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts.flatMap((part) => part.href ?? [])).toEqual([
    "https://a.example/b",
    "https://www.b.example",
    "mailto:c@d.example",
    "mailto:e@f.example",
  ]);
});

test("an address that pretends to be another one is no link", () => {
  expect(partsOf("https://bank.example@evil.example/").some((part) => part.href)).toBe(false);
  expect(partsOf("https://bank.example:1@evil.example/").some((part) => part.href)).toBe(false);
  // Turned around, the end of it would be read first.
  expect(told("https://a.example/\u202egpj.exe")).toBe("<https://a.example/>\u202egpj.exe");
  expect(told("https://a.example/\u2067x")).toBe("<https://a.example/>\u2067x");
});

test("a long text takes no longer than it should", () => {
  const start = performance.now();
  for (const text of [
    "a".repeat(10_000),
    "a@".repeat(5000),
    "www.".repeat(2500),
    "a.".repeat(5000),
  ]) {
    partsOf(text);
    partsOf(`https://a.example/${text}`);
    partsOf(`https://a.example/${")".repeat(9900)}`);
  }
  expect(performance.now() - start).toBeLessThan(1000);
});

test.each(["👍", "👍🏽", "❤️", "🇩🇪", "1️⃣", "👨‍👩‍👧‍👦", "🎉 🎉\n🎉", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏳️‍🌈"])(
  "%s is drawn large",
  (text) => {
    expect(isFewEmoji(text)).toBe(true);
  },
);

test.each(["", " ", "1", "#", "©", "ok 👍", "👍👍👍👍", "❤", "a\ufe0f", "👍".repeat(60)])(
  "%j is text as any other",
  (text) => {
    expect(isFewEmoji(text)).toBe(false);
  },
);
