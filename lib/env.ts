import { resolve } from "node:path";
import { z } from "zod";
import { ASSIGNMENT_MODES } from "@/lib/assignment/contract";
import { readNetworks } from "@/lib/networks";

const integer = (minimum: number, maximum: number, fallback: number) => {
  const message = `be a whole number from ${minimum} to ${maximum}`;
  return z.preprocess(
    (value) => (value === undefined ? fallback : Number(value)),
    z.number(message).int(message).min(minimum, message).max(maximum, message),
  );
};

/** One that stays away leaves the choice to the admins' settings. */
const fixed = (minimum: number, maximum: number) => {
  const message = `be a whole number from ${minimum} to ${maximum}`;
  return z.preprocess(
    (value) => (value === undefined ? undefined : Number(value)),
    z.number(message).int(message).min(minimum, message).max(maximum, message).optional(),
  );
};

const DAY = 86_400;

/** As `fixed`, with 0 for what is switched off. */
const fixedOrOff = (minimum: number, maximum: number) =>
  fixed(0, maximum).refine(
    (value) => !value || value >= minimum,
    `be 0 or a whole number from ${minimum} to ${maximum}`,
  );

const one = <const Names extends readonly string[]>(...names: Names) =>
  z.enum(names, `be one of ${names.join(", ")}`);

/** Runs wherever Parley does; the answer is 64 bytes long. */
const MAKE_SECRET = `node -p "crypto.randomBytes(32).toString('hex')"`;

const is_32_bytes = (value: string) => Buffer.byteLength(value) >= 32;

/** `postgres://parley@/parley?host=/run/postgresql`, as PostgreSQL's own programs take it. */
const withHost = (url: unknown) =>
  typeof url === "string" ? url.replace(/^(\w+:\/\/[^/?@]*@)(?=[/?])/, "$1localhost") : url;

/** Of several hosts, as in `a:5432,b:5432`, the first is looked at. */
const is_address = (url: string) =>
  URL.canParse(url.replace(/,[^@/?]*(?=[/?]|$)/, "")) && is_decodable(url);

function is_decodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== "";
  } catch {
    return false;
  }
}

/** Pages and sockets are at the root of their address. */
const is_origin = (url: string) => /^https?:\/\/[^/?#]+\/?$/.test(url);

/** Of a Zendesk: the token goes there, so nobody on the way may read it. */
const is_zendesk = (url: string) =>
  is_origin(url) &&
  URL.canParse(url) &&
  !url.includes("@") &&
  /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/.test(url);

/** `360001=chat; 360002=web` */
const pairs = z.string().transform((text, context) => {
  const parts = text.split(";").map((part) => part.trim());
  const found = parts.filter(Boolean).map((part) => /^(\d{1,15})\s*=\s*(.*)$/.exec(part));
  if (found.some((pair) => pair === null)) {
    context.addIssue("be pairs of a field's number and its value, such as 360001=chat; 360002=web");
    return z.NEVER;
  }
  return found.map((pair) => ({ id: Number(pair?.[1]), value: `${pair?.[2]}` }));
});

/** As they stand in a request's `Host`: parley.internal, 10.0.0.5:3000 */
const hosts = z.string().transform((text, context) => {
  const found = text
    .toLowerCase()
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  if (found.every((one) => /^([a-z0-9._-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/.test(one))) return found;
  context.addIssue("be names with or without a port, such as parley.internal, 10.0.0.5:3000");
  return z.NEVER;
});

const networks = z.string().transform((text, context) => {
  const found = readNetworks(text);
  if (found) return found;
  context.addIssue("be addresses and subnets, such as 127.0.0.1, 10.0.0.0/8");
  return z.NEVER;
});

const logLevel = one("debug", "info", "warn", "error", "silent").default("info");

const schema = z.object({
  NODE_ENV: one("development", "production", "test").optional(),
  HOST: z.string().default("0.0.0.0"),
  PORT: integer(0, 65_535, 3000),
  DATABASE_URL: z.preprocess(
    withHost,
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "start with postgres://")
      .refine(
        is_address,
        "be an address: escape what is special in the password, such as %40 for @",
      )
      .optional(),
  ),
  PARLEY_ADMIN_EMAIL: z.email("be an e-mail address").optional(),
  PARLEY_ADMIN_PASSWORD: z.string().min(10, "have at least 10 characters").optional(),
  PARLEY_ASSIGNMENT: one(...ASSIGNMENT_MODES).optional(),
  PARLEY_AWAY_AFTER: fixed(10, 86_400),
  PARLEY_CONNECTIONS_PER_ADDRESS: fixed(1, 1_000_000),
  PARLEY_DATA_DIR: z.string().default(".data"),
  PARLEY_DESIGN_PAGE: one("0", "1").optional(),
  PARLEY_FILE_SIZE: fixed(1, 1_073_741_824),
  PARLEY_HOSTS: hosts.optional(),
  PARLEY_LIMIT_FACTOR: integer(1, 1_000_000, 1),
  PARLEY_LOG_LEVEL: logLevel,
  PARLEY_MAX_CHATS_PER_AGENT: fixed(1, 100),
  PARLEY_MAX_CONNECTIONS: fixed(1, 1_000_000),
  PARLEY_METRICS_TOKEN: z.string().min(16, "have at least 16 characters").optional(),
  PARLEY_MESSAGES_PER_SECOND: fixed(1, 1_000_000),
  PARLEY_MESSAGE_LENGTH: fixed(1, 10_000),
  PARLEY_RETENTION: fixedOrOff(DAY, 3650 * DAY),
  PARLEY_S3_ACCESS_KEY_ID: z.string().optional(),
  PARLEY_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "be a bucket's name")
    .optional(),
  PARLEY_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "be an address such as https://s3.example.com" })
    .refine(is_origin, "be an address without a path, such as https://s3.example.com")
    .optional(),
  PARLEY_S3_REGION: z.string().default("us-east-1"),
  PARLEY_S3_SECRET_ACCESS_KEY: z.string().optional(),
  PARLEY_SECRET: z
    .string()
    .refine(is_32_bytes, `have at least 32 bytes; make one with ${MAKE_SECRET}`)
    .optional(),
  PARLEY_SESSION_TIMEOUT: fixed(2, 31_536_000),
  PARLEY_TRUSTED_PROXIES: networks.optional(),
  PARLEY_URL: z
    .url({ protocol: /^https?$/, error: "be an address such as https://chat.example.com" })
    .refine(is_origin, "be an address without a path, such as https://chat.example.com")
    .optional(),
  PARLEY_ZENDESK_EMAIL: z.email("be an e-mail address").optional(),
  PARLEY_ZENDESK_FIELDS: pairs.optional(),
  PARLEY_ZENDESK_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "be a token as Zendesk shows it, without spaces")
    .optional(),
  PARLEY_ZENDESK_URL: z
    .string()
    .refine(is_zendesk, "be an address without a path, such as https://example.zendesk.com")
    .optional(),
});

export type Env = z.infer<typeof schema>;

type ZendeskName = `PARLEY_ZENDESK_${"URL" | "EMAIL" | "TOKEN"}`;

/**
 * The settings that the environment gives, with their defaults. An empty variable, as `.env` and
 * compose files leave it, counts as not set.
 * @throws Error whose message is one sentence naming the first variable that is wrong.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.entries(source).filter(([, value]) => value !== "");
  const { data: env, error } = schema.safeParse(Object.fromEntries(given));
  if (error) {
    const issue = error.issues[0];
    throw new Error(`The variable ${issue?.path.join(".")} is wrong: it must ${issue?.message}.`);
  }
  // Kept on one machine's disk, it would end all sign-ins when the next one takes over the database.
  if (env.DATABASE_URL && !env.PARLEY_SECRET) {
    throw new Error(
      `With DATABASE_URL the variable PARLEY_SECRET is needed, 32 bytes or more that stay the same: make one with ${MAKE_SECRET}.`,
    );
  }
  if (env.PARLEY_S3_BUCKET) {
    for (const name of ["PARLEY_S3_ACCESS_KEY_ID", "PARLEY_S3_SECRET_ACCESS_KEY"] as const) {
      if (!env[name]) throw new Error(`With PARLEY_S3_BUCKET the variable ${name} is needed.`);
    }
  }
  const of_zendesk = ["URL", "EMAIL", "TOKEN"].map(
    (name) => `PARLEY_ZENDESK_${name}` as ZendeskName,
  );
  const missing = of_zendesk.filter((name) => env[name] === undefined);
  const is_zendesk_meant = missing.length < of_zendesk.length || env.PARLEY_ZENDESK_FIELDS;
  if (is_zendesk_meant && missing.length > 0) {
    throw new Error(`For Zendesk the variable ${missing.join(" and ")} is needed too.`);
  }
  return { ...env, PARLEY_DATA_DIR: resolve(env.PARLEY_DATA_DIR) };
}

/** For the log, which is there before the settings are checked: a wrong one is not its concern. */
export function readLogLevel(): Env["PARLEY_LOG_LEVEL"] {
  return logLevel.safeParse(process.env.PARLEY_LOG_LEVEL).data ?? "info";
}

/** What a child process starts with; only this file reads `process.env`. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env };
}

/**
 * Tells the libraries that read the environment themselves. next-auth, without an address of its
 * own, takes the request's Host instead of assuming http://localhost:3000; Next sends no telemetry.
 */
export function tellLibraries(public_url: string | undefined): void {
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  if (public_url) process.env.NEXTAUTH_URL = public_url;
  else process.env.AUTH_TRUST_HOST = "true";
}
