import { type Env, readEnv } from "@/lib/env";
import { type Finding, failed, passed } from "@/scripts/doctor/finding";

type Source = Record<string, string | undefined>;

/** What lib/env.ts says of a variable; it names one at a time. */
const NAMED = /\bvariable (\w+) is (wrong|needed)/;

/**
 * All that is wrong with the settings, and the settings as they are without it.
 * @param read says what is wrong first
 */
export function checkSettings(source: Source, read = readEnv): { findings: Finding[]; env: Env } {
  const findings: Finding[] = [];
  const left = { ...source };
  for (;;) {
    try {
      const env = read(left);
      findings.push(...checkTogether(env));
      if (findings.length === 0) findings.push(passed("Settings", "every variable can be read"));
      return { findings, env };
    } catch (error) {
      const message = (error as Error).message.replace(/\.$/, "");
      const [, name = "", how] = NAMED.exec(message) ?? [];
      const is_told = findings.some(({ says }) => NAMED.exec(says)?.[1] === name);
      if (!is_told) findings.push(failed("Settings", message, todoFor(name, how)));
      // What is missing cannot be left out.
      if (left[name] === undefined) return { findings, env: readEach(left) };
      delete left[name];
    }
  }
}

/** The settings that can be read alone, and the defaults of the others. */
function readEach(source: Source): Env {
  const env: Record<string, unknown> = readEnv({});
  for (const [name, value] of Object.entries(source)) {
    try {
      const alone: Record<string, unknown> = readEnv({ [name]: value });
      if (name in alone) env[name] = alone[name];
    } catch {
      // It takes another one, and stays at its default.
    }
  }
  return env as Env;
}

function todoFor(name: string, how?: string): string {
  if (how === "needed") return `Set ${name} to what that prints, at each start to the same.`;
  return `Set ${name || "it"} as README.md says under “Configuration”, or leave it out.`;
}

function checkTogether(env: Env): Finding[] {
  if (!env.PARLEY_ADMIN_EMAIL === !env.PARLEY_ADMIN_PASSWORD) return [];
  const [is, is_not] = env.PARLEY_ADMIN_EMAIL
    ? ["PARLEY_ADMIN_EMAIL", "PARLEY_ADMIN_PASSWORD"]
    : ["PARLEY_ADMIN_PASSWORD", "PARLEY_ADMIN_EMAIL"];
  return [
    failed("Settings", `${is} is set and ${is_not} is not`, `Set ${is_not} too, or neither.`),
  ];
}
