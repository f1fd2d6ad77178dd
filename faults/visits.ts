import { setTimeout as pause } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import type { Turn } from "@/e2e/dialogues";
import { CallError } from "@/lib/client/api";
import type { ChatClient } from "@/lib/client/chat-client";
import type { ErrorCode } from "@/lib/errors";
import type { Random } from "./random";

const TURNS = 4;
const RETRY_MS = 300;
const POLL_MS = 100;

type Visitor = { name: string; client: ChatClient };

/**
 * Whole chats from start to end: the customer starts, an agent accepts, both speak, perhaps another
 * agent takes over, one of them ends it. Each step is tried until it is done, as a person would.
 * @param say sends and records a message
 * @returns the chat's id
 * @throws CallError when a step is refused that should not be
 */
export async function visit(
  customer: Visitor,
  agents: Visitor[],
  { turns, random, say }: { turns: Turn[]; random: Random; say: Say },
): Promise<string> {
  const started = { subject: "A visit", client_id: uuidv7() };
  const { id } = await insist(() => customer.client.start(started));
  const [first, second] = random.shuffled(agents) as [Visitor, Visitor];
  await accept(first, id);
  await speak(id, customer, first, turns.slice(0, TURNS), say);
  let agent = first;
  if (random.next() < 0.5) {
    // Who has released it may not do so again: the answer to the first time was lost.
    await insist(() => first.client.release(id), ["FORBIDDEN", "CONFLICT"]);
    await accept(second, id);
    await speak(id, customer, second, turns.slice(TURNS, 2 * TURNS), say);
    agent = second;
  }
  const last = random.one([customer, agent]);
  await insist(() => last.client.end(id), ["CHAT_CLOSED"]);
  return id;
}

export type Say = (name: string, session_id: string, content: string) => void;

const accept = ({ client }: Visitor, id: string) => insist(() => client.accept(id));

async function speak(id: string, customer: Visitor, agent: Visitor, turns: Turn[], say: Say) {
  for (const [speaker, content] of turns) {
    say((speaker === "customer" ? customer : agent).name, id, content);
  }
  // Who lets go of a chat has seen it through.
  for (const { client } of [customer, agent]) {
    while (client.getState().outgoing[id]?.length) await pause(POLL_MS);
  }
}

/** @param done what a second try is told when the first one was carried out */
async function insist<T>(step: () => Promise<T>): Promise<T>;
async function insist<T>(step: () => Promise<T>, done: ErrorCode[]): Promise<T | undefined>;
async function insist<T>(step: () => Promise<T>, done: ErrorCode[] = []) {
  for (let is_again = false; ; is_again = true) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (is_again && done.includes(error.body.code)) return undefined;
      if (!error.body.retryable) throw error;
      await pause(RETRY_MS);
    }
  }
}
