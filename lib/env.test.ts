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

test("a limit that is set is fixed, the others are left to the admins", () => {
  const fixed = (source: Record<string, string>) =>
    configFrom(readEnv(source), "secret").fixed_settings;
  expect(fixed({})).toEqual({});
  expect(fixed({ PARLEY_SESSION_TIMEOUT: "60", PARLEY_MAX_CONNECTIONS: "" })).toEqual({
    session_timeout: 60,
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
    "PARLEY_S3_BUCKET",
    "PARLEY_S3_ENDPOINT",
    "PARLEY_S3_REGION",
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
  ["PARLEY_ASSIGNMENT", "random"],
  ["PARLEY_AWAY_AFTER", "9"],
  ["PARLEY_DESIGN_PAGE", "yes"],
  ["PARLEY_LOG_LEVEL", "loud"],
  ["PARLEY_MAX_CHATS_PER_AGENT", "0"],
  ["PARLEY_MAX_CONNECTIONS", "-1"],
  ["PARLEY_MESSAGES_PER_SECOND", "many"],
  ["PARLEY_METRICS_TOKEN", "short"],
  ["PARLEY_RETENTION", "365"],
  ["PARLEY_S3_BUCKET", "Not A Bucket"],
  ["PARLEY_S3_ENDPOINT", "s3.example.org"],
  ["PARLEY_S3_ENDPOINT", "https://s3.example.org/bucket"],
  ["PARLEY_SECRET", "31 characters are one too few.."],
  ["PARLEY_URL", "chat.example.org"],
  ["PARLEY_URL", "ftp://chat.example.org"],
  ["PARLEY_URL", "https://chat.example.org/support"],
  ["PARLEY_ZENDESK_URL", "http://example.zendesk.com"],
  ["PARLEY_ZENDESK_URL", "http://localhost.example.org"],
  ["PARLEY_ZENDESK_URL", "https://example.zendesk.com/api/v2"],
  ["PARLEY_ZENDESK_URL", "https://bot:secret@example.zendesk.com"],
  ["PARLEY_ZENDESK_URL", "https://example .zendesk.com"],
  ["PARLEY_ZENDESK_EMAIL", "bot"],
  ["PARLEY_ZENDESK_TOKEN", "two words"],
  ["PARLEY_ZENDESK_FIELDS", "chat"],
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

test("a bucket needs both keys, and Amazon's own servers no address", () => {
  const bucket = { PARLEY_S3_BUCKET: "parley-files", PARLEY_S3_ACCESS_KEY_ID: "id" };
  expect(() => readEnv(bucket)).toThrow(
    "With PARLEY_S3_BUCKET the variable PARLEY_S3_SECRET_ACCESS_KEY is needed.",
  );
  const env = readEnv({ ...bucket, PARLEY_S3_SECRET_ACCESS_KEY: "key" });
  expect(configFrom(env, "secret").s3).toEqual({
    endpoint: undefined,
    region: "us-east-1",
    bucket: "parley-files",
    access_key_id: "id",
    secret_access_key: "key",
  });
  expect(configFrom(readEnv({}), "secret").s3).toBeUndefined();
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

test("a Zendesk is told of as a whole, and its fields by their numbers", () => {
  const whole = {
    PARLEY_ZENDESK_URL: "https://example.zendesk.com/",
    PARLEY_ZENDESK_EMAIL: "bot@example.org",
    PARLEY_ZENDESK_TOKEN: "zd-Secret-9x7q",
  };
  const { PARLEY_ZENDESK_TOKEN: _, ...without_token } = whole;
  expect(() => readEnv(without_token)).toThrow(
    /^For Zendesk the variable PARLEY_ZENDESK_TOKEN is needed too\.$/,
  );
  expect(() => readEnv({ PARLEY_ZENDESK_FIELDS: "1=a" })).toThrow(/PARLEY_ZENDESK_URL/);
  const env = readEnv({ ...whole, PARLEY_ZENDESK_FIELDS: "360001 = chat; 360002=a=b;" });
  expect(configFrom(env, "secret").zendesk).toEqual({
    url: "https://example.zendesk.com",
    email: "bot@example.org",
    token: "zd-Secret-9x7q",
    fields: [
      { id: 360001, value: "chat" },
      { id: 360002, value: "a=b" },
    ],
  });
  expect(configFrom(readEnv({}), "secret").zendesk).toBeNull();
});
