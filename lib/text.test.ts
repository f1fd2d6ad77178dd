import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { db } from "@/db/client";
import { multiline, singleLine } from "@/lib/text";
import { withDatabase } from "@/testing/database";

withDatabase();

const accepts = (schema: z.ZodType, text: string) => schema.safeParse(text).success;

/** Any sequence of UTF-16 units, also such as are no text: that is what JSON can carry. */
const anyString = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.string({
    unit: fc.constantFrom("a", "\u0000", "\ud83d", "\udc4d", "\u200b", " ", "\n", "\u2028"),
  }),
);

test("what is taken comes back from PostgreSQL as it was, in text and in JSON", async () => {
  await fc.assert(
    fc.asyncProperty(anyString, async (text) => {
      for (const schema of [multiline(100), singleLine(100)]) {
        const parsed = schema.safeParse(text);
        if (!parsed.success) continue;
        const [row] = await db().execute(
          sql`select ${parsed.data}::text as text, ${JSON.stringify({ key: parsed.data })}::jsonb as json`,
        );
        expect(row).toEqual({ text: parsed.data, json: { key: parsed.data } });
      }
    }),
    { numRuns: 500 },
  );
});

test("text of several lines is kept to the letter; of one line without the space around it", () => {
  fc.assert(
    fc.property(anyString, (text) => {
      const several = multiline(1000).safeParse(text);
      if (several.success) expect(several.data).toBe(text);
      const one = singleLine(1000).safeParse(text);
      if (one.success) expect(one.data).toBe(text.trim());
      // Whatever is a good line is good text.
      if (one.success) expect(several.success).toBe(true);
    }),
  );
});

describe("the length", () => {
  test.for(["a", "é", "你", "👍", "🏳"])("counts characters, not units: %s", (character) => {
    expect(accepts(multiline(50), character.repeat(50))).toBe(true);
    expect(accepts(multiline(50), character.repeat(51))).toBe(false);
    expect(accepts(singleLine(50), character.repeat(50))).toBe(true);
    expect(accepts(singleLine(50), character.repeat(51))).toBe(false);
  });
});

test.for([
  "",
  " ",
  "\t\n\r\n",
  "\u00a0\u2003\u3000",
  "\u200b\u200c\u200d\u2060\ufeff",
  "\u00ad\u034f\u061c\u180e",
  "\u3164\u115f\u1160\uffa0",
  "\u2800",
  "\ufe0f",
])("what nobody would see is empty: %j", (text) => {
  expect(accepts(multiline(50), text)).toBe(false);
  expect(accepts(singleLine(50), text)).toBe(false);
});

test.for(["a\nb", "a\rb", "a\tb", "a\u0085b", "a\u2028b", "a\u2029b", "a\u001bb"])(
  "%j is no single line, and good text",
  (text) => {
    expect(accepts(singleLine(50), text)).toBe(false);
    expect(accepts(multiline(50), text)).toBe(true);
  },
);

test.for(["👨‍👩‍👧‍👦", "❤️", "e\u0301", "עברית", "\u202eabc", "🇩🇪", "0"])(
  "%s is text: what has no width may stand beside what has",
  (text) => {
    expect(accepts(multiline(50), text)).toBe(true);
    expect(accepts(singleLine(50), text)).toBe(true);
  },
);
