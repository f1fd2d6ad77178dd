import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import type { Message, MessagePage } from "@/lib/messages/contract";
import { type Dialogue, manyDialogues, ownDialogues, type Speaker } from "./dialogues";
import { expect, type People, type Person, test } from "./fixtures";
import { dataOf } from "./rest";
import type { SocketClient } from "./socket";

const AGENTS = 5;

/** What a client shows of one session: what it joined with, what it sent and what it was sent. */
type View = { session_id: string; socket: SocketClient; acknowledged: Message[] };

/** Not made unique: a message that comes twice is a fault, and has to show. */
function logOf({ session_id, socket, acknowledged }: View): Message[] {
  const came = socket.received.flatMap((one) =>
    one.event === "chat:new_message" && one.payload.message.session_id === session_id
      ? [one.payload.message]
      : [],
  );
  return [...acknowledged, ...came].sort((a, b) => a.seq - b.seq);
}

const said = (messages: Message[]) =>
  messages.map(({ seq, sender_type, content }) => ({ seq, sender_type, content }));

type Log = ReturnType<typeof said>;

async function join(socket: SocketClient, session_id: string): Promise<View> {
  const { messages } = dataOf(await socket.ask("chat:join", { session_id }));
  return { session_id, socket, acknowledged: messages };
}

/** One chat from start to end; each turn is sent when the other side has received the one before. */
async function replay(dialogue: Dialogue, customer: Person, agent: SocketClient) {
  const socket = await customer.connect();
  const [first] = dialogue.turns;
  const opens = first?.[0] === "customer";
  const { session } = dataOf(
    await socket.ask("chat:start", {
      subject: dialogue.subject,
      ...(opens && { message: first[1] }),
    }),
  );
  dataOf(await agent.ask("chat:accept", { session_id: session.id }));
  const views: Record<Speaker, View> = {
    customer: await join(socket, session.id),
    agent: await join(agent, session.id),
  };
  for (const [speaker, content] of dialogue.turns.slice(opens ? 1 : 0)) {
    const from = views[speaker];
    const to = views[speaker === "customer" ? "agent" : "customer"];
    const { message } = dataOf(
      await from.socket.ask("chat:send_message", {
        session_id: session.id,
        client_id: randomUUID(),
        type: "text",
        content,
      }),
    );
    from.acknowledged.push(message);
    const came = await to.socket.until(
      "chat:new_message",
      (payload) => payload.message.id === message.id,
    );
    expect(came.message).toEqual(message);
  }
  dataOf(await agent.ask("chat:end", { session_id: session.id }));
  await socket.until("chat:ended", (payload) => payload.session.id === session.id);
  return { session_id: session.id, views };
}

/** The log by REST in pages of seven, so that a page's edge is met. */
async function history(reader: Person, session_id: string): Promise<Log> {
  const log: Message[] = [];
  for (let more = true; more; ) {
    const query = `after_seq=${log.at(-1)?.seq ?? 0}&limit=7`;
    const page = dataOf(
      await reader.ask<MessagePage>(`GET /api/live-chat/${session_id}/messages?${query}`),
    );
    expect(page.messages.length).toBeLessThanOrEqual(7);
    log.push(...page.messages);
    more = page.has_more;
  }
  return said(log);
}

const rows = (sql: Sql, session_id: string): Promise<Log> =>
  sql<Log>`select seq, sender_type, content from messages where session_id = ${session_id} order by seq`.then(
    (found) => [...found],
  );

async function replayAll(dialogues: Dialogue[], people: People, sql: Sql): Promise<void> {
  const limit = Math.ceil(dialogues.length / AGENTS);
  const agents = await Promise.all(
    Array.from({ length: AGENTS }, () => people.agent({ max_concurrent_chats: limit })),
  );
  const sockets = await Promise.all(agents.map((agent) => agent.connect()));
  await Promise.all(
    dialogues.map(async (dialogue, n) => {
      const customer = await people.customer();
      const agent = agents[n % AGENTS] as Person;
      const chat = await replay(dialogue, customer, sockets[n % AGENTS] as SocketClient);
      const { session_id, views } = chat;
      const expected = dialogue.turns.map(([sender_type, content], index) => ({
        seq: index + 1,
        sender_type,
        content,
      }));
      expect(said(logOf(views.customer)), `${dialogue.id}: the customer`).toEqual(expected);
      expect(said(logOf(views.agent)), `${dialogue.id}: the agent`).toEqual(expected);
      expect(await history(customer, session_id), `${dialogue.id}: REST`).toEqual(expected);
      expect(await history(agent, session_id), `${dialogue.id}: REST`).toEqual(expected);
      expect(await rows(sql, session_id), `${dialogue.id}: the database`).toEqual(expected);
    }),
  );
}

test("twenty dialogues at once reach both sides, REST and the log word for word and in order (3)", async ({
  people,
  sql,
}) => {
  await replayAll(manyDialogues(20), people, sql);
});

test("emoji, right-to-left text, lines, markup and a very long text arrive as they were sent (3)", async ({
  people,
  sql,
}) => {
  await replayAll(ownDialogues(), people, sql);
});
