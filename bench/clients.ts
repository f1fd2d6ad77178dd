/** Many of the product's own clients in one process; see crowd.ts. */
import { setTimeout as delay } from "node:timers/promises";
import { type ChatClient, createChatClient } from "@/lib/client/chat-client";
import type { Seat } from "./chats";
import { obey } from "./member";
import { now } from "./now";

const THERE_WITHIN_MS = 60_000;
const CONNECTS_AT_ONCE = 50;

type Follower = { client: ChatClient; session_id: string; there_at: number | null };

const followers: Follower[] = [];
let logs = new Map<string, string[]>();

/** Whether the client is connected and shows its chat, to its last message and no more. */
function isThere({ client, session_id }: Follower): boolean {
  const { connection, conversations } = client.getState();
  const chat = conversations[session_id];
  if (connection !== "online" || chat?.status !== "ready") return false;
  const log = logs.get(session_id);
  return (
    !log ||
    (chat.messages.length === log.length && chat.messages.every(({ id }, i) => id === log[i]))
  );
}

function watch(follower: Follower): void {
  if (follower.there_at === null && isThere(follower)) follower.there_at = now();
}

async function everybody(): Promise<{ last_at: number; missing: number }> {
  const give_up_at = now() + THERE_WITHIN_MS;
  const missing = () => followers.filter(({ there_at }) => there_at === null).length;
  while (missing() > 0 && now() < give_up_at) await delay(20);
  return {
    last_at: Math.max(...followers.map(({ there_at }) => there_at ?? now())),
    missing: missing(),
  };
}

async function follow({ url, seats }: { url: string; seats: Seat[] }): Promise<void> {
  for (let from = 0; from < seats.length; from += CONNECTS_AT_ONCE) {
    for (const { session_id, user_id, token } of seats.slice(from, from + CONNECTS_AT_ONCE)) {
      const identity = { side: "customer", token, base_url: url } as const;
      const client = createChatClient(identity, { user_id, role: "customer" });
      const follower = { client, session_id, there_at: null };
      followers.push(follower);
      client.subscribe(() => watch(follower));
      client.follow(session_id);
    }
    const { missing } = await everybody();
    if (missing > 0) throw new Error(`${missing} clients did not connect`);
  }
}

function expect(expected: Map<string, string[]>): void {
  logs = expected;
  for (const follower of followers) {
    follower.there_at = null;
    if (isThere(follower)) throw new Error("a client has what it cannot have got");
  }
}

const work = { follow, expect, allThere: everybody };
export type CrowdWork = typeof work;
obey(work);
