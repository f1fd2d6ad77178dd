import { resolve } from "node:path";
import { z } from "zod";

/** An empty variable, as `.env` files and compose files leave it, counts as not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const integer = (minimum: number, maximum: number, fallback: number) =>
  z.preprocess(
    (value) => (value === "" || value === undefined ? fallback : Number(value)),
    z.number().int().min(minimum).max(maximum),
  );

const schema = z.object({
  NODE_ENV: optional(z.enum(["development", "production", "test"])),
  HOST: z.string().default("0.0.0.0"),
  PORT: integer(0, 65_535, 3000),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, "starts with postgres://")),
  PARLEY_ADMIN_EMAIL: optional(z.email()),
  PARLEY_ADMIN_PASSWORD: optional(z.string().min(10, "has at least 10 characters")),
  PARLEY_AWAY_AFTER: integer(10, 86_400, 300),
  PARLEY_DATA_DIR: z.string().default(".data"),
  PARLEY_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  PARLEY_MAX_CHATS_PER_AGENT: integer(1, 100, 5),
  PARLEY_MAX_CONNECTIONS: integer(1, 1_000_000, 1000),
  PARLEY_MESSAGES_PER_SECOND: integer(1, 1_000_000, 10),
  PARLEY_SECRET: optional(z.string().min(32, "has at least 32 characters")),
  PARLEY_URL: optional(z.url({ protocol: /^https?$/ })),
});

export type Env = z.infer<typeof schema>;

/**
 * The settings that the environment gives, with their defaults.
 * @throws Error whose message is one sentence naming the first variable that is wrong.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const result = schema.safeParse(source);
  if (result.success) {
    return { ...result.data, PARLEY_DATA_DIR: resolve(result.data.PARLEY_DATA_DIR) };
  }
  const issue = result.error.issues[0];
  throw new Error(`The variable ${issue?.path.join(".")} is wrong: ${issue?.message}.`);
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
