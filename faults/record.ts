import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import type { ChatClient } from "@/lib/client/chat-client";
import type { ClientState, ConversationState, Outgoing } from "@/lib/client/state";
import type { Message } from "@/lib/messages/contract";

/** A message as a view shows it. Long contents stand for themselves by their hash. */
export type Shown = Pick<Message, "id" | "seq" | "client_id" | "sender_id" | "content">;
/** `sent`: acknowledged, and shown there until it is in the conversation. */
export type Waiting = {
  client_id: string;
  state: Outgoing["state"] | "sent";
  code: string | null;
  /** Its place in the log, once it is acknowledged. */
  seq?: number;
};

/** One line of a history; `at` in milliseconds of the machine's clock. */
export type Entry = { at: number; client: string } & (
  | { is: "invoked"; session_id: string; client_id: string; content: string }
  /**
   * One change of what the client's screen shows of a chat: its list of messages from the place
   * `from` on, what is on its way or is so in another state, and what no longer is. What is absent
   * stayed as it was.
   */
  | {
      is: "changed";
      session_id: string;
      shown?: { from: number; messages: Shown[] };
      /** Whether the conversation is shown at all: until it is loaded the screen has none. */
      ready?: boolean;
      waiting?: Waiting[];
      left?: string[];
    }
  /** The screen is no longer of this chat. */
  | { is: "unfollowed"; session_id: string }
  | { is: "connection"; state: ClientState["connection"] }
  /** A step that should have been allowed was not. */
  | { is: "refused"; what: string }
);

/** An entry before it is known whose it is and when it was. */
type Fact = Entry extends infer E ? (E extends Entry ? Omit<E, "at" | "client"> : never) : never;

const LONG = 300;
export const brief = (content: string): string =>
  content.length <= LONG
    ? content
    : `sha256 ${createHash("sha256").update(content).digest("hex")} of ${content.length}`;

const asShown = ({ id, seq, client_id, sender_id, content }: Message): Shown => ({
  id,
  seq,
  client_id,
  sender_id,
  content: brief(content),
});

export type Record = ReturnType<typeof openRecord>;

/** Writes the histories of one process's clients to a file, a line an entry. */
export function openRecord(file: string) {
  const stream = createWriteStream(file);
  return {
    write(client: string, fact: Fact): void {
      stream.write(`${JSON.stringify({ at: Date.now(), client, ...fact })}\n`);
    },
    async close(): Promise<void> {
      stream.end();
      await finished(stream);
    },
  };
}

/** Writes down every state that this client shows from now on. */
export function watch(client: ChatClient, name: string, record: Record): void {
  let before = client.getState();
  record.write(name, { is: "connection", state: before.connection });
  client.subscribe(() => {
    const now = client.getState();
    if (now.connection !== before.connection) {
      record.write(name, { is: "connection", state: now.connection });
    }
    const changed =
      now.conversations === before.conversations && now.outgoing === before.outgoing
        ? []
        : new Set(
            [before.conversations, now.conversations, now.outgoing].flatMap((one) =>
              Object.keys(one),
            ),
          );
    for (const session_id of changed) {
      const was = before.conversations[session_id];
      const is = now.conversations[session_id];
      const shown = is && differenceOf(was, is);
      const ready = is?.status === "ready";
      const turned = is !== undefined && ready !== (was?.status === "ready");
      const { waiting, left } = turnoverOf(
        before.outgoing[session_id] ?? [],
        now.outgoing[session_id] ?? [],
      );
      if (was && !is) record.write(name, { is: "unfollowed", session_id });
      if (!shown && !turned && waiting.length === 0 && left.length === 0) continue;
      record.write(name, {
        is: "changed",
        session_id,
        ...(turned && { ready }),
        ...(shown && { shown }),
        ...(waiting.length > 0 && { waiting }),
        ...(left.length > 0 && { left }),
      });
    }
    before = now;
  });
}

const asWaiting = ({ client_id, state, error, place }: Outgoing): Waiting => ({
  client_id,
  state,
  code: error?.code ?? null,
  ...(place && { seq: place.seq }),
});

function turnoverOf(before: Outgoing[], now: Outgoing[]) {
  if (before === now) return { waiting: [], left: [] };
  const known = new Set(before);
  const there = new Set(now.map((entry) => entry.client_id));
  return {
    waiting: now.filter((entry) => !known.has(entry)).map(asWaiting),
    left: before.filter((entry) => !there.has(entry.client_id)).map((entry) => entry.client_id),
  };
}

function differenceOf(before: ConversationState | undefined, { messages }: ConversationState) {
  const old = before?.messages ?? [];
  if (old === messages) return undefined;
  let from = 0;
  while (from < old.length && old[from] === messages[from]) from++;
  if (from === old.length && from === messages.length) return undefined;
  return { from, messages: messages.slice(from).map(asShown) };
}

/** The histories in these files, each client's in its order. */
export async function* readRecords(files: string[]): AsyncGenerator<Entry> {
  for (const file of files) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      yield JSON.parse(line) as Entry;
    }
  }
}
