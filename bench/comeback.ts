import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { callApi } from "@/lib/client/api";
import type { Message } from "@/lib/messages/contract";
import { type Chat, makeChats } from "./chats";
import type { Cores } from "./cores";
import { startCrowd } from "./crowd";
import { now } from "./now";
import type { Database, Postgres } from "./postgres";
import { processorOf } from "./processor";
import { type App, startApp } from "./servers";
import { short } from "./table";

export type Comeback = {
  /** From the first connection that the server takes again until the last client has everything. */
  seconds: number;
  /** From the start until that first connection. */
  start_seconds: number;
  /** Of the processor, which the server took meanwhile; null without /proc. */
  processor_seconds: number | null;
  clients_per_process: number;
  /** Of PostgreSQL: open at most, and of those at work. */
  connections: { open: number; active: number };
  failures: string[];
  summary: string;
};

const WRITES_AT_ONCE = 20;
const SAMPLE_MS = 50;
const SECOND = 1000;

/**
 * Clients, each with a chat of their own, half of them in the queue; the server is killed and
 * started again. What was written to each chat meanwhile was written on a port that no client knows:
 * nobody can have got it before.
 */
export async function measureComeback(
  clients: number,
  cores: Cores,
  postgres: Postgres,
): Promise<Comeback> {
  const failures: string[] = [];
  const database = await postgres.makeDatabase();
  const active = Math.ceil(clients / 2);
  const chats = await makeChats(database.url, { active, pending: clients - active });
  const on = { core: cores.app, database_url: database.url };
  const first = await startApp("parley", on);
  const logs = new Map<string, string[]>();
  await writeToEach(chats, first, "Hello?", logs);

  const crowd = startCrowd(cores.generators);
  await crowd.follow(
    first.url,
    chats.map(({ customer }) => customer),
  );

  const port = Number(new URL(first.url).port);
  await first.end("SIGKILL");
  const elsewhere = await startApp("parley", on);
  await writeToEach(chats, elsewhere, "Did you get this?", logs);
  await elsewhere.end();
  await crowd.expect(logs);

  const started_at = now();
  const watch = watchConnections(database, postgres);
  const answered = firstAnswer(port);
  const second = await startApp("parley", { ...on, port });
  const up_at = await answered;
  const processor_before = await processorOf(second.pid);
  const { last_at, missing } = await crowd.allThere();
  const processor_after = await processorOf(second.pid);
  const connections = await watch.stop();

  const log = second.log();
  if (missing > 0) failures.push(`comeback: ${missing} clients did not catch up`);
  const starved = log
    .split("\n")
    .filter((line) => /53300|too many|CONNECT_TIMEOUT|pool/i.test(line));
  if (starved.length > 0) failures.push(`comeback: the pool was exhausted: ${starved[0]}`);
  const errors = log.split("\n").filter((line) => /^\{"level":(50|60),/.test(line));
  if (errors.length > 0)
    failures.push(`comeback: ${errors.length} errors in the log: ${errors[0]}`);

  await crowd.end();
  await second.end();
  await database.drop();
  const seconds = (last_at - up_at) / SECOND;
  const start_seconds = (up_at - started_at) / SECOND;
  const processor_seconds =
    processor_before === null || processor_after === null
      ? null
      : (processor_after - processor_before) / 1e6;
  return {
    seconds,
    start_seconds,
    processor_seconds,
    clients_per_process: Math.ceil(clients / cores.generators.length),
    connections,
    failures,
    summary: `${clients.toLocaleString("en")} clients were back and caught up ${short(seconds)} s after a server that was killed took connections again (its start took ${short(start_seconds)} s), for ${short(processor_seconds)} s of its processor and over at most ${connections.open} connections to PostgreSQL, ${connections.active} at work at once.`,
  };
}

/** One message in each chat, by its agent or else its customer; their ids are added to `logs`. */
async function writeToEach(
  chats: Chat[],
  { url }: App,
  content: string,
  logs: Map<string, string[]>,
): Promise<void> {
  const left = chats.values();
  const write = async () => {
    for (const { customer, agent } of left) {
      const { session_id } = customer;
      const identity = {
        side: agent ? ("staff" as const) : ("customer" as const),
        token: (agent ?? customer).token,
        base_url: url,
      };
      const path = `/api/live-chat/${session_id}/messages`;
      const log = logs.get(session_id) ?? [];
      const input = { type: "text", content, client_id: `${log.length}` };
      const answer = await callApi<{ message: Message }>(identity, "POST", path, input);
      logs.set(session_id, [...log, answer.message.id]);
    }
  };
  await Promise.all(Array.from({ length: WRITES_AT_ONCE }, write));
}

/** When a connection to this port of the loopback is taken, of `now()`. */
async function firstAnswer(port: number): Promise<number> {
  for (;;) {
    const is_taken = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (is_taken) return now();
    await delay(5);
  }
}

function watchConnections({ url }: Database, { sql }: Postgres) {
  const name = new URL(url).pathname.slice(1);
  const most = { open: 0, active: 0 };
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      const [row] = await sql<{ open: number; active: number }[]>`
        select count(*)::int as open, (count(*) filter (where state <> 'idle'))::int as active
        from pg_stat_activity where datname = ${name} and backend_type = 'client backend'`;
      most.open = Math.max(most.open, row?.open ?? 0);
      most.active = Math.max(most.active, row?.active ?? 0);
      await delay(SAMPLE_MS);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await watching;
      return most;
    },
  };
}
