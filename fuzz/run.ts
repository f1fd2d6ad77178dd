/**
 * Sends what nobody should send: every schema and the raw wire of the real server get inputs that
 * are right, wrong and strange. Red when one is let through that must not be, is not answered, makes
 * the server fail, tells of its inside, or leaves it larger than it was.
 *
 * npm run test:fuzz -- [--long] [--cases n] [--inputs n] [--seed n]
 *   --long      10,000 cases for each schema and 100,000 inputs over the wire
 *   --cases n   for each schema (1000)
 *   --inputs n  requests and frames over the wire (10000)
 *   --seed n    inputs of an earlier run
 */
import { randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { dataOf, restClient } from "@/e2e/rest";
import { ADMIN, ADMIN_SETTINGS, makeDataDir, removeDataDir, spawnServer } from "@/e2e/server";
import { ensureBuild } from "@/lib/build";
import { SETTING_NAMES, usualSettings, variableOf } from "@/lib/settings/contract";
import type { SignedIn } from "@/lib/users/contract";
import { Findings } from "./findings";
import { type Cast, callsOf, requestsTo, sendRequest } from "./http";
import { fuzzSchemas, readSchemas } from "./schemas";
import { talk, talkOf } from "./sockets";

const RESULTS = "test-results";
const MB = 1_048_576;
/** How much more may be in use afterwards, in bytes. */
const GROWTH_LIMIT = 50 * MB;
/** In milliseconds. */
const SETTLES_WITHIN = 60_000;
/** Code that is loaded and buffers that are made by the first inputs are no growth. */
const WARM_UP = 1500;
/** With the same people, before some of them have been changed beyond use. */
const BATCH = 1000;
/** At once. */
const REQUESTS = 16;
const CONNECTIONS = 12;
/** Small ids are the ones that are made up most often: these people are there to be changed. */
const DUMMIES = 40;

const { values } = parseArgs({
  options: {
    long: { type: "boolean", default: false },
    cases: { type: "string" },
    inputs: { type: "string" },
    seed: { type: "string" },
  },
});
const cases = Number(values.cases ?? (values.long ? 10_000 : 1000));
const inputs = Number(values.inputs ?? (values.long ? 100_000 : 10_000));
const seed = Number(values.seed ?? randomInt(1, 2 ** 31));
console.log(`To have the inputs of this run again: --seed ${seed}`);

const start = performance.now();
const of_schemas = await fuzzSchemas(cases, seed);
console.log(`${(await readSchemas()).size} schemas with ${cases} inputs each, ${seconds(start)} s`);

await ensureBuild();
const data_dir = await makeDataDir();
const server = spawnServer(data_dir, settings(), ["./fuzz/tell-memory.mjs"]);
let ended: string | null = null;
void server.exit.then(({ code, signal }) => {
  ended = `${code ?? signal}`;
});
const findings = new Findings();
let sent = 0;
let growth = 0;
try {
  const [, address = ""] = await server.says(/Admins +(\S+)\/admin\n/);
  const url = new URL(address);
  const keeper = await hire(url);
  await fuzz(url, keeper, WARM_UP, seed + 1);
  sent = 0;
  const before = await memory(1);
  await fuzz(url, keeper, inputs, seed + 2);
  const after = await settled(before.heap);
  growth = after.heap - before.heap;
  const resident = Math.round((after.resident - before.resident) / MB);
  console.log(`${sent} inputs over the wire, ${seconds(start)} s in all`);
  console.log(
    `In use ${Math.round(growth / MB)} MB more than before, resident ${resident} MB more`,
  );
  if (growth > GROWTH_LIMIT) findings.tell("memory that stays in use", `${growth} bytes`);
  const health = await fetch(new URL("/api/health", url));
  if (!health.ok) findings.tell("the server is not well afterwards", `${health.status}`);
} catch (error) {
  findings.tell("the run broke off", String(error));
}
if (ended !== null) findings.tell("the server ended", `${ended}\n${server.words().slice(-2000)}`);
for (const line of server.errors()) {
  const { msg = "", err } = JSON.parse(line);
  findings.tell(`the log has an error: ${msg} ${err?.message ?? ""}`.slice(0, 160), line);
}
if (ended === null) await server.end("SIGTERM");
await removeDataDir(data_dir);

const of_wire = findings.lines();
const lines = [...of_schemas, ...of_wire];
for (const line of lines) console.log(line);
console.log(
  lines.length === 0 ? "Nothing was found." : `${lines.length} kinds of things were found.`,
);
mkdirSync(RESULTS, { recursive: true });
const summary = { seed, cases, inputs: sent, growth, of_schemas, of_wire };
writeFileSync(`${RESULTS}/fuzz.json`, JSON.stringify(summary, null, 2));
process.exitCode = lines.length === 0 ? 0 : 1;

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1000);
}

/** Pinned, so that no fuzzed admin changes what the run needs; and wide, for it is one address. */
function settings(): Record<string, string> {
  const pinned = SETTING_NAMES.map((name) => [variableOf(name), String(usualSettings[name])]);
  return {
    ...ADMIN_SETTINGS,
    ...Object.fromEntries(pinned),
    PARLEY_LIMIT_FACTOR: "1000",
    PARLEY_MESSAGES_PER_SECOND: "1000",
  };
}

type Memory = { resident: number; heap: number };

async function memory(number: number): Promise<Memory> {
  process.kill(server.pid, "SIGUSR2");
  const [, json = ""] = await server.says(new RegExp(`memory ${number} (\\{.*\\})\\n`));
  return JSON.parse(json);
}

/** What is in use once all that was under way is over: some inputs are only given up after a while. */
async function settled(before: number): Promise<Memory> {
  const start = performance.now();
  for (let number = 2; ; number++) {
    const now = await memory(number);
    const is_late = performance.now() - start > SETTLES_WITHIN;
    if (now.heap - before <= GROWTH_LIMIT || is_late) return now;
  }
}

/** An admin whom nobody's made up id is. */
async function hire(url: URL): Promise<{ email: string; password: string }> {
  const nobody = restClient(url.origin);
  const { token } = dataOf(await nobody<SignedIn>("POST /api/auth/token", ADMIN));
  for (let n = 0; n < DUMMIES; n++) dataOf(await nobody("POST /api/auth/guest", {}));
  const keeper = { email: "keeper@parley.test", password: "a password to keep" };
  const body = { ...keeper, name: "Keeper", role: "admin" };
  dataOf(await restClient(url.origin, token)("POST /api/users", body));
  return keeper;
}

/** People of each role, with chats that they hold, wait in and have ended. */
async function gather(url: URL, keeper: { email: string; password: string }): Promise<Cast> {
  const nobody = restClient(url.origin);
  const { token } = dataOf(await nobody<SignedIn>("POST /api/auth/token", keeper));
  const admin = restClient(url.origin, token);
  const staff = async (role: "agent" | "admin") => {
    const account = {
      email: `${role}-${randomInt(2 ** 40)}@parley.test`,
      password: "fuzzed person",
    };
    dataOf(await admin("POST /api/users", { ...account, name: role, role }));
    return dataOf(await nobody<SignedIn>("POST /api/auth/token", account));
  };
  const [agent, other] = [await staff("agent"), await staff("admin")];
  const customer = dataOf(await nobody<SignedIn>("POST /api/auth/guest", {}));
  const ids: string[] = [];
  for (const subject of ["waits", "active", "ended"]) {
    const start = restClient(url.origin, customer.token);
    const made = await start<{ session: { id: string } }>("POST /api/live-chat/start", { subject });
    ids.push(dataOf(made).session.id);
  }
  const [, active, ended] = ids;
  const as_agent = restClient(url.origin, agent.token);
  dataOf(await as_agent(`POST /api/live-chat/${active}/accept`));
  dataOf(await admin(`POST /api/live-chat/${ended}/end`));
  const article = { title: "Help", content: "Help", status: "published" };
  const { kb_article } = dataOf(
    await admin<{ kb_article: { id: string } }>("POST /api/kb-articles", article),
  );
  ids.push(kb_article.id);
  return {
    tokens: { customer: customer.token, agent: agent.token, admin: other.token },
    ids,
    user_ids: [customer.user.id, agent.user.id],
  };
}

/** Takes work from a list until it is empty, so many at a time. */
async function drain<T>(work: T[], at_once: number, run: (one: T) => Promise<void>): Promise<void> {
  const rest = work.values();
  await Promise.all(
    Array.from({ length: at_once }, async () => {
      for (const one of rest) await run(one);
    }),
  );
}

/** About two thirds requests, one third frames. */
async function fuzz(
  url: URL,
  keeper: { email: string; password: string },
  count: number,
  from_seed: number,
): Promise<void> {
  const calls = callsOf(await readSchemas());
  const goal = sent + count;
  for (let batch = 0; sent < goal && ended === null; batch++) {
    const cast = await gather(url, keeper);
    const size = Math.min(BATCH, goal - sent);
    const numRuns = Math.ceil((size * 2) / 3);
    const requests = fc.sample(requestsTo(calls, cast), { numRuns, seed: from_seed + batch });
    await drain(requests, REQUESTS, (request) => sendRequest(url, request, findings));
    sent += requests.length;
    const talks = fc.sample(talkOf(cast), { numRuns: 12, seed: from_seed + batch });
    const people = Object.values(cast.tokens);
    await drain([...talks.entries()], CONNECTIONS, async ([index, frames]) => {
      if (sent >= goal + BATCH) return;
      const token = people[index % people.length] ?? "";
      sent += await talk(url, token, frames, findings);
    });
  }
}
