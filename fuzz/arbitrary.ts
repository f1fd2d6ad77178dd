import fc, { type Arbitrary } from "fast-check";
import { z } from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What breaks programs: what cannot be stored, what is longer than it looks, what means something. */
const NASTY_TEXTS = [
  ...["", " ", "\u200b", "\u0000", "a\u0000b", "\ud800", "\udfff\ud800", "\u202e", "\uffff"],
  ...[
    "null",
    "undefined",
    "NaN",
    "__proto__",
    "constructor",
    "toString",
    "true",
    "0",
    "-1",
    "1e309",
  ],
  ...["<script>alert(1)</script>", "'; drop table users; --", "%00", "%n%s", "../../etc/passwd"],
  ...["{{7*7}}", "=cmd|' /C calc'!A0", "javascript:alert(1)", "a\r\nset-cookie: x=1"],
  ...[
    "é".normalize("NFD"),
    "👩‍👩‍👧‍👦".repeat(40),
    "ﷺ".repeat(100),
    "a".repeat(10_001),
    "😀".repeat(5001),
  ],
  ...["2026-11-22", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59+99:99", "2026-02-30T00:00:00Z"],
];
const NASTY_NUMBERS = [
  ...[0, -0, -1, 1.5, 1e21, -1e21, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 2 ** 53 + 2],
  ...[Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON],
];

const nastyText = fc.oneof(
  fc.constantFrom(...NASTY_TEXTS),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);

/** Anything that JSON can say. */
export const anything: Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.constantFrom(...NASTY_NUMBERS, true, false, null),
  fc.jsonValue({ maxDepth: 3 }),
);

const instant = fc
  .date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());

function textOf({ pattern, format, minLength = 0, maxLength = 60 }: JsonSchema): Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "email") return fc.emailAddress();
  if (format === "date-time") return instant;
  if (pattern) {
    try {
      return fc.stringMatching(new RegExp(pattern), { size: "-1" });
    } catch {
      // It looks around, which fast-check cannot follow.
    }
  }
  return fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, minLength + 60) });
}

/** What a field with this name mostly is, where its schema hides it behind a transform. */
const BY_NAME: Record<string, Arbitrary<unknown>> = {
  email: fc.oneof(fc.emailAddress(), fc.constant("ada@example.com")),
  password: fc.string({ minLength: 10, maxLength: 40 }),
  new_password: fc.string({ minLength: 10, maxLength: 40 }),
  code: fc.stringMatching(/^\d{6}$/),
  name: fc.string({ minLength: 1, maxLength: 40 }),
  from: instant,
  to: instant,
  tz: fc.constantFrom("Europe/Berlin", "UTC", "America/New_York"),
};

function objectOf({ properties = {}, required = [], additionalProperties }: JsonSchema) {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([key, one]) => [
      key,
      BY_NAME[key] ?? valuesOf(one as JsonSchema),
    ]),
  );
  const named = fc.record(fields, { requiredKeys: required.filter((key) => key in fields) });
  if (typeof additionalProperties !== "object") return named;
  const key = fc.stringMatching(/^[a-z_]{1,12}$/);
  return fc.dictionary(key, valuesOf(additionalProperties as JsonSchema), { maxKeys: 5 });
}

/** Values that the schema mostly allows: refinements and transforms do not show in it. */
function valuesOf(schema: JsonSchema | boolean): Arbitrary<unknown> {
  if (typeof schema === "boolean") return anything;
  const { anyOf, allOf, type, minimum = 0, maximum = 100_000 } = schema;
  const kinds = anyOf ?? schema.oneOf;
  if (kinds) return fc.oneof(...kinds.map((one) => valuesOf(one as JsonSchema)));
  if (allOf?.[0]) return valuesOf(allOf[0] as JsonSchema);
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (type) {
    case "object":
      return objectOf(schema);
    case "array":
      return fc.array(valuesOf((schema.items ?? {}) as JsonSchema), { maxLength: 6 });
    case "string":
      return textOf(schema);
    case "integer":
    case "number":
      return fc.integer({ min: Number(minimum), max: Math.min(Number(maximum), 2 ** 31 - 1) });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return anything;
  }
}

/** One thing wrong somewhere: a field that is strange, missing, or one that is not known. */
function spoil(input: unknown, [where, how, value]: [number, number, unknown]): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return value;
  const entries = Object.entries(input);
  const at = entries.length > 0 ? where % entries.length : 0;
  const [key, old] = entries[at] ?? ["field", undefined];
  const changed = { ...(input as Record<string, unknown>) };
  if (how < 5) changed[key] = value;
  else if (how < 6) delete changed[key];
  else if (how < 7) changed[String(NASTY_TEXTS[where % NASTY_TEXTS.length])] = value;
  else if (how < 8) changed[key] = [old, value];
  else if (how < 9) changed[key] = { [key]: old };
  else changed[key] = spoil(old, [where >> 3, where % 9, value]);
  return changed;
}

/** Inputs of a call: right as far as its schema tells, with something wrong, or anything at all. */
export function inputOf(schema: z.ZodType): Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const right = valuesOf(json as JsonSchema);
  const wrong = fc.tuple(fc.nat(1000), fc.nat(9), anything);
  return fc.oneof(
    { arbitrary: right, weight: 4 },
    { arbitrary: fc.tuple(right, wrong).map(([one, how]) => spoil(one, how)), weight: 5 },
    { arbitrary: anything, weight: 1 },
  );
}
