import { connect } from "node:net";
import { desc, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { append } from "@/db/append";
import { db } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { exportMessages } from "@/lib/exports/commands";
import { exportInput } from "@/lib/exports/contract";
import { newId } from "@/lib/ids";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import { insertChat, makeAdmin, makeAgent, makeCustomer, type Person, say } from "@/testing/people";
import { errorOf, rest } from "@/testing/rest";

withServer();

const EXPORT = "/api/live-chat/admin/export";
const PERIOD = "from=2026-03-01T00:00:00Z&to=2026-03-31T23:59:59Z";

let admin: Person;
let agent: Person;
let customer: Person;

const on = (day: number) => `2026-03-${String(day).padStart(2, "0")}T10:00:00.000Z`;

async function chat(subject: string, created_at: string, texts: string[]) {
  const id = await insertChat({
    customer,
    agent,
    status: "active",
    values: { subject, created_at },
  });
  for (const text of texts) await say(customer, id, text);
  return id;
}

async function exported(query: string, who = admin): Promise<string> {
  const response = await fetch(`${origin()}${EXPORT}?${query}`, {
    headers: { authorization: `Bearer ${who.token}` },
  });
  expect(response.status).toBe(200);
  return response.text();
}

/** As RFC 4180 has it. */
function cells(csv: string): string[][] {
  const rows: string[][] = [[""]];
  let is_quoted = false;
  for (let at = 0; at < csv.length; at++) {
    const one = csv[at] as string;
    const row = rows.at(-1) as string[];
    if (is_quoted && one === '"' && csv[at + 1] === '"') {
      row[row.length - 1] += '"';
      at++;
    } else if (one === '"') is_quoted = !is_quoted;
    else if (!is_quoted && one === ",") row.push("");
    else if (!is_quoted && one === "\r" && csv[at + 1] === "\n") {
      rows.push([""]);
      at++;
    } else row[row.length - 1] += one;
  }
  expect(rows.pop()).toEqual([""]);
  return rows;
}

const FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"];

beforeAll(async () => {
  admin = await makeAdmin();
  agent = await makeAgent({ name: "Bob" });
  customer = await makeCustomer({ name: "=HYPERLINK(1)" });
  const first = await chat('Quotes " and, commas', on(1), ["Hello\nthere", ...FORMULAS]);
  await say(agent, first, "A note", { is_internal: true });
  await chat("Empty", on(2), []);
  await chat("Too early", "2026-02-28T23:59:59.999Z", ["not in it"]);
  await chat("Too late", "2026-04-01T00:00:00.000Z", ["not in it"]);
});

test("as CSV: each message with its chat, in order, and nothing of another period", async () => {
  const [head = [], ...rows] = cells(await exported(PERIOD));
  const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head.length]));
  expect(column("subject")).toEqual([...Array(10).fill('Quotes " and, commas'), "Empty"]);
  expect(column("content")).toEqual([
    "Hello\nthere",
    ...FORMULAS.map((text) => `'${text.replace(/^\s/, "$&'")}`),
    "A note",
    "",
  ]);
  expect(column("is_internal").at(9)).toBe("true");
  expect(column("seq").slice(0, 9)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  expect(column("session_created_at").at(-1)).toBe(on(2));
  expect(column("sender_name").at(9)).toBe("Bob");
});

test("no cell of the CSV begins as a formula, whoever chose it", async () => {
  for (const row of cells(await exported(PERIOD))) {
    for (const text of row) expect(text).not.toMatch(/^[=+\-@\t\r\n＝]/);
  }
});

test("as JSON Lines: the same, word for word", async () => {
  const lines = (await exported(`${PERIOD}&format=jsonl`)).trimEnd().split("\n");
  const rows = lines.map((line) => JSON.parse(line));
  expect(rows.map((row) => row.content)).toEqual(["Hello\nthere", ...FORMULAS, "A note", null]);
  expect(rows[0]).toMatchObject({ seq: 1, customer_name: "=HYPERLINK(1)", is_internal: false });
  expect(rows[0].message_created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test("promise 14: it leaves a row in the audit log", async () => {
  await exported(PERIOD);
  const [row] = await db()
    .select()
    .from(audit_log)
    .where(eq(audit_log.action, "message.export"))
    .orderBy(desc(audit_log.id))
    .limit(1);
  expect(row).toMatchObject({
    actor_id: admin.id,
    details: { from: "2026-03-01T00:00:00.000Z", to: "2026-03-31T23:59:59.000Z", format: "csv" },
  });
});

test("each gives its connection back: there are as many as one likes, one after the other", async () => {
  for (let n = 0; n < 12; n++) expect(await exported(PERIOD)).toContain("A note");
});

test("however many ask in one moment, a few are let in; one that is not read gives its place back", async () => {
  const ask = (method = "GET") =>
    fetch(`${origin()}${EXPORT}?${PERIOD}`, {
      method,
      headers: { authorization: `Bearer ${admin.token}` },
    });
  const input = exportInput.parse({ from: on(1), to: on(2) });
  const asked = Array.from({ length: 8 }, () => exportMessages(admin.actor, input));
  const answers = await Promise.allSettled(asked);
  const let_in = answers.filter((one) => one.status === "fulfilled");
  expect(let_in).toHaveLength(3);
  for (const { value } of let_in) for await (const _ of value.chunks);
  for (let n = 0; n < 3; n++) expect((await ask("HEAD")).status).toBe(200);
  await expect.poll(async () => (await ask("HEAD")).status, { timeout: 10_000 }).toBe(200);
});

test("it is a file to keep, named by the server", async () => {
  const response = await fetch(`${origin()}${EXPORT}?${PERIOD}&format=jsonl`, {
    headers: { authorization: `Bearer ${admin.token}` },
  });
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="chats-2026-03-01-2026-03-31.jsonl"',
  );
  await response.body?.cancel();
});

test.for([
  "",
  "from=2026-03-01T00:00:00Z",
  "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
  "from=2025-03-01T00:00:00Z&to=2026-03-31T00:00:00Z",
  "from=2026-03-01&to=2026-03-02",
  "from=infinity&to=2026-03-02T00:00:00Z",
  `${PERIOD}&format=xlsx`,
  `${PERIOD}&side=customer`,
])("wrong input is said to be: %s", async (query) => {
  expect(errorOf(await rest(admin).get(`${EXPORT}?${query}`)).code).toBe("VALIDATION");
});

test("it is as of one moment, also for who reads slowly", async () => {
  const id = await chat("Slow", on(5), []);
  const entry = {
    session_id: id,
    client_id: null,
    sender_id: customer.id,
    sender_type: "customer" as const,
    type: "text" as const,
    is_internal: false,
    as_customer: null,
    as_agent: null,
    as_anyone: true,
  };
  const many = Array.from({ length: 350 }, (_, n) => ({ ...entry, id: newId(), content: `s${n}` }));
  await append(many);
  const input = exportInput.parse({ from: on(5), to: on(5), format: "jsonl" });
  const { chunks } = await exportMessages(admin.actor, input);
  const pieces: string[] = [];
  for await (const piece of chunks) {
    if (pieces.length === 0) {
      await append([{ ...entry, id: newId(), content: "since then" }]);
      await db().update(users).set({ name: "Renamed" }).where(eq(users.id, customer.id));
      await db().update(sessions).set({ subject: "Renamed" }).where(eq(sessions.id, id));
    }
    pieces.push(piece);
  }
  expect(pieces.length).toBeGreaterThan(2);
  const rows = pieces
    .join("")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows.map((row) => row.content)).toEqual(many.map(({ content }) => content));
  expect(new Set(rows.map((row) => row.subject))).toEqual(new Set(["Slow"]));
});

/** Transactions that are open and wait for somebody who exports. */
async function snapshots(): Promise<number> {
  const [row] = await db().execute<{ count: number }>(sql`select count(*)::int as count
    from pg_stat_activity where datname = current_database() and state = 'idle in transaction'
    and query like 'fetch%'`);
  return row?.count ?? 0;
}

test("promise 12: who stops reading holds up the query and not the memory; who goes ends it", async () => {
  const id = await chat("Large", on(20), []);
  const text = "x".repeat(10_000);
  const entry = {
    session_id: id,
    client_id: null,
    sender_id: customer.id,
    sender_type: "customer" as const,
    type: "text" as const,
    content: text,
    is_internal: false,
    as_customer: null,
    as_agent: null,
    as_anyone: true,
  };
  for (let n = 0; n < 40; n++) {
    await append(Array.from({ length: 50 }, () => ({ ...entry, id: newId() })));
  }
  const { hostname, port } = new URL(origin());
  const reader = connect(Number(port), hostname);
  reader.write(
    `GET ${EXPORT}?from=${on(20)}&to=${on(20)} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${admin.token}\r\n\r\n`,
  );
  await new Promise((resolve) => reader.once("data", resolve));
  reader.pause();
  // 20 MB are more than the sockets take: it waits in the middle, with its snapshot open.
  await expect.poll(snapshots).toBe(1);
  reader.destroy();
  await expect.poll(snapshots).toBe(0);
});
