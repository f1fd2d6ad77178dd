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

test("an empty variable counts as not set", () => {
  const names = [
    "NODE_ENV",
    "DATABASE_URL",
    "PORT",
    "PARLEY_ADMIN_EMAIL",
    "PARLEY_ADMIN_PASSWORD",
    "PARLEY_AWAY_AFTER",
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
  ["NODE_ENV", "staging"],
  ["PARLEY_ADMIN_EMAIL", "admin"],
  ["PARLEY_ADMIN_PASSWORD", "short"],
  ["PARLEY_AWAY_AFTER", "9"],
  ["PARLEY_LOG_LEVEL", "loud"],
  ["PARLEY_MAX_CHATS_PER_AGENT", "0"],
  ["PARLEY_MAX_CONNECTIONS", "-1"],
  ["PARLEY_MESSAGES_PER_SECOND", "many"],
  ["PARLEY_SECRET", "31 characters are one too few.."],
  ["PARLEY_URL", "chat.example.org"],
  ["PARLEY_URL", "ftp://chat.example.org"],
] as const)("%s=%s is said in one sentence that names it", ([name, value]) => {
  expect(() => readEnv({ [name]: value })).toThrow(
    new RegExp(`^The variable ${name} is wrong: .+\\.$`),
  );
});
