/**
 * `npm run bench:analytics`: how long a report over 100,000 chats with 1.5 million messages takes,
 * on the clock and of PostgreSQL's processor time. Run it under `taskset -c 0,1` for two cores.
 */
import { performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { closeDatabase, openDatabase } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { reportAnalytics } from "@/lib/analytics/commands";
import { manyChats } from "@/testing/many-chats";
import { endAll } from "./endings";
import { median } from "./figures";
import { startPostgres } from "./postgres";
import { processorOfFamily } from "./processor";
import { markdown, short } from "./table";

const SESSIONS = 100_000;
const AGENTS = 20;
const CUSTOMERS = 5000;
const DAY = 86_400_000;
/** A year, all of which one report can ask for. */
const TO = Date.UTC(2026, 5, 1);
const FROM = TO - 365 * DAY;
const ROUNDS = 15;

const admin: Actor = { user_id: 1, name: "", role: "admin", is_guest: false, login_id: "" };

const cell = (value: unknown) => (value === null || value === undefined ? "\\N" : String(value));
const lines = function* (rows: Iterable<unknown[]>) {
  for (const row of rows) yield `${row.map(cell).join("\t")}\n`;
};

const SESSION_COLUMNS = [
  "id",
  "subject",
  "status",
  "channel",
  "customer_id",
  "client_id",
  "agent_id",
  "created_at",
  "assigned_at",
  "ended_at",
  "last_seq",
  "last_note_seq",
  "rating",
] as const;
const MESSAGE_COLUMNS = [
  "id",
  "session_id",
  "seq",
  "note_seq",
  "sender_id",
  "sender_type",
  "type",
  "content",
  "is_internal",
  "created_at",
] as const;

async function fill(sql: postgres.Sql): Promise<void> {
  await sql`insert into users (name, email, role)
    select 'Agent ' || n, 'agent' || n || '@example.org', 'agent' from generate_series(1, ${AGENTS}) n`;
  await sql`insert into users (name, role, is_guest)
    select 'Guest', 'customer', true from generate_series(1, ${CUSTOMERS})`;
  const ids = await sql<{ id: number; role: string }[]>`select id, role from users`;
  const of = (role: string) => ids.filter((user) => user.role === role).map(({ id }) => id);
  const chats = () =>
    manyChats(SESSIONS, { customers: of("customer"), agents: of("agent") }, { from: FROM, to: TO });
  // What a page leaves of its visitor, so that the rows are as wide as in use.
  await sql.unsafe(
    `alter table sessions alter metadata set default '${JSON.stringify({
      page_url: "https://shop.example.org/orders/4711?from=mail",
      browser: "Firefox 140",
      device: "Desktop",
      language: "en-GB",
      time_zone: "Europe/Berlin",
      ip_address: "203.0.113.7",
    })}'`,
  );
  const copy = async (table: string, columns: readonly string[], rows: Iterable<unknown[]>) => {
    const into = await sql.unsafe(`copy ${table} (${columns.join(", ")}) from stdin`).writable();
    await pipeline(Readable.from(lines(rows)), into);
  };
  await copy(
    "sessions",
    SESSION_COLUMNS,
    (function* () {
      for (const { session } of chats()) yield SESSION_COLUMNS.map((name) => session[name]);
    })(),
  );
  await copy(
    "messages",
    MESSAGE_COLUMNS,
    (function* () {
      for (const { log } of chats()) {
        for (const row of log) yield MESSAGE_COLUMNS.map((name) => row[name]);
      }
    })(),
  );
  await sql`vacuum analyze`;
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; done: T }> {
  const start = performance.now();
  const done = await work();
  return { seconds: (performance.now() - start) / 1000, done };
}

async function main(): Promise<void> {
  const server = await startPostgres({ core: null });
  const { url } = await server.makeDatabase();
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const { seconds: filling } = await timed(() => fill(sql));
  const [size] = await sql`select (select count(*)::int from sessions) as sessions,
    (select count(*)::int from messages) as messages`;
  console.log(`${JSON.stringify(size)} made in ${short(filling)} s`);
  openDatabase(url);
  const whole = { from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() };
  const half = { from: new Date(TO - 182 * DAY).toISOString(), to: whole.to };
  const week = { from: new Date(TO - 7 * DAY).toISOString(), to: whole.to };
  const count = async () => {
    for (;;) {
      try {
        return await reportAnalytics(admin, whole);
      } catch (error) {
        if (!(error instanceof Error) || !/being counted/.test(error.message)) throw error;
      }
    }
  };
  const first = await timed(count);
  console.log(`counting all logs and the first report: ${short(first.seconds)} s`);
  await sql`vacuum analyze session_figures`;
  const rows = [];
  for (const [name, input] of Object.entries({ whole, half, week })) {
    const times = [];
    const before = await processorOfFamily(server.pid);
    for (let round = 0; round < ROUNDS; round++) {
      const { seconds } = await timed(() =>
        reportAnalytics(admin, { ...input, tz: "Europe/Berlin" }),
      );
      times.push(seconds * 1000);
    }
    const after = await processorOfFamily(server.pid);
    const processor = before === null || after === null ? null : (after - before) / 1000 / ROUNDS;
    rows.push([name, short(median(times)), short(Math.max(...times)), short(processor)]);
  }
  console.log(markdown(["period", "median ms", "slowest ms", "processor ms"], rows));
  await sql.end();
  await closeDatabase();
}

main()
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(endAll);
