import { execFileSync } from "node:child_process";
import { isAbsolute } from "node:path";
import { expect, test } from "vitest";
import { configFrom } from "@/lib/config";
import { readEnv } from "@/lib/env";

test("nothing has to be set", () => {
  const env = readEnv({});
  expect(env).toMatchObject({ HOST: "0.0.0.0", PORT: 3000, PARLEY_LOG_LEVEL: "info" });
  expect(env.DATABASE_URL).toBeUndefined();
  expect(isAbsolute(env.PARLEY_DATA_DIR)).toBe(true);
});

test("the limits are those of the contract", () => {
  expect(configFrom(readEnv({}), "secret")).toMatchObject({
    secret: "secret",
    away_after: 5 * 60,
    max_chats_per_agent: 5,
    max_connections: 1000,
    messages_per_second: 10,
  });
});

test.for([
  ["development", undefined, true],
  ["production", undefined, false],
  [undefined, undefined, false],
  ["production", "1", true],
  ["development", "0", false],
] as const)("NODE_ENV=%s and PARLEY_DESIGN_PAGE=%s: the design page is there: %s", (row) => {
  const [NODE_ENV, PARLEY_DESIGN_PAGE, is_there] = row;
  const { design_page } = configFrom(readEnv({ NODE_ENV, PARLEY_DESIGN_PAGE }), "secret");
  expect(design_page).toBe(is_there);
});

test("an empty variable counts as not set", () => {
  const names = [
    "NODE_ENV",
    "DATABASE_URL",
    "HOST",
    "PORT",
    "PARLEY_ADMIN_EMAIL",
    "PARLEY_ADMIN_PASSWORD",
    "PARLEY_AWAY_AFTER",
    "PARLEY_DATA_DIR",
    "PARLEY_DESIGN_PAGE",
    "PARLEY_LOG_LEVEL",
    "PARLEY_MAX_CHATS_PER_AGENT",
    "PARLEY_MAX_CONNECTIONS",
    "PARLEY_MESSAGES_PER_SECOND",
    "PARLEY_SECRET",
    "PARLEY_URL",
  ];
  const empty = Object.fromEntries(names.map((name) => [name, ""]));
  expect(readEnv(empty)).toEqual(readEnv({}));
});

test.for([
  ["PORT", "http"],
  ["PORT", "65536"],
  ["PORT", "80.5"],
  ["DATABASE_URL", "mysql://localhost/parley"],
  ["DATABASE_URL", "postgres://parley:a/b@localhost:5432/parley"],
  ["DATABASE_URL", "postgres://parley:50%zz@localhost:5432/parley"],
  ["NODE_ENV", "staging"],
  ["PARLEY_ADMIN_EMAIL", "admin"],
  ["PARLEY_ADMIN_PASSWORD", "short"],
  ["PARLEY_AWAY_AFTER", "9"],
  ["PARLEY_DESIGN_PAGE", "yes"],
  ["PARLEY_LOG_LEVEL", "loud"],
  ["PARLEY_MAX_CHATS_PER_AGENT", "0"],
  ["PARLEY_MAX_CONNECTIONS", "-1"],
  ["PARLEY_MESSAGES_PER_SECOND", "many"],
  ["PARLEY_SECRET", "31 characters are one too few.."],
  ["PARLEY_URL", "chat.example.org"],
  ["PARLEY_URL", "ftp://chat.example.org"],
  ["PARLEY_URL", "https://chat.example.org/support"],
] as const)("%s=%s is said in one sentence that names it", ([name, value]) => {
  expect(() => readEnv({ [name]: value })).toThrow(
    new RegExp(`^The variable ${name} is wrong: it must (be|have|start) .+\\.$`),
  );
});

test.each([
  "postgres:///parley?host=/run/postgresql",
  "postgres://parley:a,b@first:5432,second:5432/parley",
])("%s is a database", (DATABASE_URL) => {
  expect(readEnv({ DATABASE_URL, PARLEY_SECRET: "a".repeat(32) })).toMatchObject({ DATABASE_URL });
});

test("an address with a user and no host is the local one", () => {
  const PARLEY_SECRET = "a".repeat(32);
  const DATABASE_URL = "postgres://parley@/parley?host=/run/postgresql";
  expect(readEnv({ DATABASE_URL, PARLEY_SECRET })).toMatchObject({
    DATABASE_URL: "postgres://parley@localhost/parley?host=/run/postgresql",
  });
});

test("a secret is counted in bytes", () => {
  const of_16 = "ä".repeat(16);
  expect(readEnv({ PARLEY_SECRET: of_16 }).PARLEY_SECRET).toBe(of_16);
});

test("a database of one's own needs a secret, and the refusal says how to make one", () => {
  const DATABASE_URL = "postgres:///parley?host=/run/postgresql";
  const refusal = (PARLEY_SECRET?: string) => {
    try {
      readEnv({ DATABASE_URL, PARLEY_SECRET });
    } catch (error) {
      return (error as Error).message;
    }
  };
  for (const secret of [undefined, "", "short"]) {
    const [, script = ""] = /make one with node -p "(.+)"\.$/.exec(refusal(secret) ?? "") ?? [];
    const made = execFileSync(process.execPath, ["-p", script], { encoding: "utf8" }).trim();
    expect(refusal(made), `after ${refusal(secret)}`).toBeUndefined();
  }
});
