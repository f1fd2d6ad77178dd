import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { z } from "zod";
import { parseInput } from "@/lib/answer";
import { isAppError } from "@/lib/errors";
import { isStorable } from "@/lib/text";
import { inputOf } from "./arbitrary";

const LIB = fileURLToPath(new URL("../lib", import.meta.url));
/** As much as a refusal may say back, in characters. */
const ANSWER_LIMIT = 1000;

/** Every input of every call, by its name: what the contracts export with a name in …Input. */
export async function readSchemas(): Promise<Map<string, z.ZodType>> {
  const contracts = readdirSync(LIB, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)(contract|input)\.ts$/.test(file))
    .sort();
  const schemas = new Map<string, z.ZodType>();
  for (const file of contracts) {
    const found: Record<string, unknown> = await import(join(LIB, file));
    for (const [name, value] of Object.entries(found)) {
      if (/Input$/.test(name) && value instanceof z.ZodType) schemas.set(name, value);
    }
  }
  return schemas;
}

/** What an accepted input must not have anywhere, since it goes into the database from here. */
function problemIn(value: unknown): string | null {
  if (typeof value === "string") return isStorable(value) ? null : "a text that cannot be stored";
  if (typeof value === "number") return Number.isFinite(value) ? null : `the number ${value}`;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, one] of Object.entries(value)) {
    const problem = problemIn(key) ?? problemIn(one);
    if (problem) return problem;
  }
  return null;
}

/** @throws Error when the schema lets through what must not pass, or fails in another way */
function check(schema: z.ZodType, input: unknown): void {
  let accepted: unknown;
  try {
    accepted = parseInput(schema, input);
  } catch (error) {
    if (!isAppError(error) || error.code !== "VALIDATION") throw error;
    const said = JSON.stringify([error.message, error.extra]);
    if (said.length > ANSWER_LIMIT) throw new Error(`a refusal of ${said.length} characters`);
    return;
  }
  const problem = problemIn(accepted);
  if (problem) throw new Error(`it let through ${problem}`);
  if (Object.getPrototypeOf(accepted) !== Object.prototype)
    throw new Error("it is no plain object");
}

/**
 * Tries each schema with so many inputs.
 * @returns what was found, a line each; none is as it should be
 */
export async function fuzzSchemas(cases: number, seed: number): Promise<string[]> {
  const findings: string[] = [];
  for (const [name, schema] of await readSchemas()) {
    const property = fc.property(inputOf(schema), (input) => check(schema, input));
    const { failed, counterexample, errorInstance } = fc.check(property, { numRuns: cases, seed });
    if (!failed) continue;
    const [input] = counterexample ?? [];
    findings.push(`${name}: ${errorInstance} with ${JSON.stringify(input)?.slice(0, 300)}`);
  }
  return findings;
}
