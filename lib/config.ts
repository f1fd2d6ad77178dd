import type { Env } from "@/lib/env";
import { slot } from "@/lib/slot";

/** What the running server was told, once the boot has worked it out. */
export type Config = {
  /** Signs and encrypts tokens; at least 32 characters. */
  secret: string;
  /** Where people reach the server, when it was said; behind https the cookies are secure. */
  public_url: string | undefined;
  /** Whether /design is there: in development, and where it is asked for. */
  design_page: boolean;
  /** Seconds without the agent's own input until `online` becomes `away`. */
  away_after: number;
  /** What a new agent may hold at once. */
  max_chats_per_agent: number;
  /** Sockets that one node takes. */
  max_connections: number;
  messages_per_second: number;
};

const current = slot<Config>("config");

export const config = current.get;
export const setConfig = current.set;

export function configFrom(env: Env, secret: string): Config {
  return {
    secret,
    public_url: env.PARLEY_URL,
    design_page: (env.PARLEY_DESIGN_PAGE ?? (env.NODE_ENV === "development" ? "1" : "0")) === "1",
    away_after: env.PARLEY_AWAY_AFTER,
    max_chats_per_agent: env.PARLEY_MAX_CHATS_PER_AGENT,
    max_connections: env.PARLEY_MAX_CONNECTIONS,
    messages_per_second: env.PARLEY_MESSAGES_PER_SECOND,
  };
}
