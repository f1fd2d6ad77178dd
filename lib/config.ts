import { BlockList } from "node:net";
import { join } from "node:path";
import type { Env } from "@/lib/env";
import type { SettingValues } from "@/lib/settings/contract";
import { slot } from "@/lib/slot";
import type { Zendesk } from "@/lib/zendesk/contract";

/** Where objects are kept that are no files of this machine. */
export type S3Config = {
  /** None means Amazon's own, in that region. */
  endpoint: string | undefined;
  region: string;
  bucket: string;
  access_key_id: string;
  secret_access_key: string;
};

/** What the running server was told, once the boot has worked it out. */
export type Config = {
  /** Signs and encrypts tokens; at least 32 characters. */
  secret: string;
  /** Where people reach the server, when it was said; behind https the cookies are secure. */
  public_url: string | undefined;
  /** By what other names it may be called, such as the one a proxy uses; in lower case. */
  hosts: string[];
  /** Whether /design is there: in development, and where it is asked for. */
  design_page: boolean;
  /** Whose word counts for where a request comes from. */
  trusted_proxies: BlockList;
  /** How many times the usual number of tries is let through: see lib/limits/attempts.ts. */
  limit_factor: number;
  /** Sockets of customers from one network; half of all unless it was said. */
  connections_per_address: number | undefined;
  /** Settings that the environment decides: no admin changes them. */
  fixed_settings: Partial<SettingValues>;
  /** The folder of the files that are sent in chats. */
  uploads_dir: string;
  /** Where they are kept instead, once they have come in whole. */
  s3: S3Config | undefined;
  /** Whoever names it reads the figures; none turns them off. */
  metrics_token: string | undefined;
  /** Where tickets are made too, if anywhere. */
  zendesk: Zendesk | null;
};

const current = slot<Config>("config");

export const config = current.get;
export const setConfig = current.set;

export function configFrom(env: Env, secret: string): Config {
  return {
    secret,
    public_url: env.PARLEY_URL,
    hosts: env.PARLEY_HOSTS ?? [],
    design_page: (env.PARLEY_DESIGN_PAGE ?? (env.NODE_ENV === "development" ? "1" : "0")) === "1",
    trusted_proxies: env.PARLEY_TRUSTED_PROXIES ?? new BlockList(),
    limit_factor: env.PARLEY_LIMIT_FACTOR,
    connections_per_address: env.PARLEY_CONNECTIONS_PER_ADDRESS,
    fixed_settings: fixedBy(env),
    uploads_dir: join(env.PARLEY_DATA_DIR, "uploads"),
    s3: s3From(env),
    metrics_token: env.PARLEY_METRICS_TOKEN,
    zendesk: zendeskIn(env),
  };
}

function s3From(env: Env): S3Config | undefined {
  const { PARLEY_S3_BUCKET: bucket, PARLEY_S3_ENDPOINT: endpoint, PARLEY_S3_REGION: region } = env;
  const { PARLEY_S3_ACCESS_KEY_ID: id, PARLEY_S3_SECRET_ACCESS_KEY: key } = env;
  if (bucket === undefined || id === undefined || key === undefined) return undefined;
  return { endpoint, region, bucket, access_key_id: id, secret_access_key: key };
}

function zendeskIn(env: Env): Zendesk | null {
  const { PARLEY_ZENDESK_URL: url, PARLEY_ZENDESK_EMAIL: email, PARLEY_ZENDESK_TOKEN: token } = env;
  if (!url || !email || !token) return null;
  return { url: url.replace(/\/$/, ""), email, token, fields: env.PARLEY_ZENDESK_FIELDS ?? [] };
}

function fixedBy(env: Env): Partial<SettingValues> {
  const given = {
    max_connections: env.PARLEY_MAX_CONNECTIONS,
    messages_per_second: env.PARLEY_MESSAGES_PER_SECOND,
    session_timeout: env.PARLEY_SESSION_TIMEOUT,
    message_length: env.PARLEY_MESSAGE_LENGTH,
    file_size: env.PARLEY_FILE_SIZE,
    max_chats_per_agent: env.PARLEY_MAX_CHATS_PER_AGENT,
    away_after: env.PARLEY_AWAY_AFTER,
    retention: env.PARLEY_RETENTION,
    assignment: env.PARLEY_ASSIGNMENT,
  } satisfies { [Name in keyof SettingValues]: SettingValues[Name] | undefined };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
