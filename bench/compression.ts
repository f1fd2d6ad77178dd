/**
 * `npm run bench:compression`: what compressing costs and saves, on real dialogues: of the sockets'
 * frames under each setting, and of what comes over HTTP. About two minutes. What is held side by side
 * is told in turns, so that what else the machine does falls on all.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { io, type Socket } from "socket.io-client";
import { uuidv7 } from "uuidv7";
import { manyDialogues } from "@/e2e/dialogues";
import { ensureBuild } from "@/lib/build";
import { makeChats } from "./chats";
import type { Setting, Taken } from "./compressing-relay";
import { atTheEnd, endAll } from "./endings";
import { median, percentile } from "./figures";
import { startPostgres } from "./postgres";
import { startApp } from "./servers";
import { markdown, percent, short } from "./table";

const CHATS = 100;
const ROUNDS = 3;
const PER_SECOND = 500;
const MESSAGES = 1000;
/** What comes first finds code that is not compiled yet. */
const FIRST = 200;
const SETTLES_MS = 100;
/** Of a history's page. */
const HISTORY = 200;

const ALONE = { serverNoContextTakeover: true, clientNoContextTakeover: true };
/** As small as it is worth: 1 << 12 bytes of text to look back into. */
const SMALL = { serverMaxWindowBits: 12, zlibDeflateOptions: { memLevel: 5 }, ...ALONE };

/** `ws` looks at the threshold only where each message is compressed for itself. */
const SETTINGS: Record<string, Setting> = {
  off: { compression: false },
  "one context": { compression: { threshold: 0 } },
  "each for itself": { compression: { threshold: 0, ...ALONE } },
  "from 256 bytes": { compression: { threshold: 256, ...ALONE } },
  "from 1,024": { compression: { threshold: 1024, ...ALONE } },
  "from 4,096": { compression: { threshold: 4096, ...ALONE } },
  "from 1,024, small window": { compression: { threshold: 1024, ...SMALL } },
  "from 256, on the spot": { compression: { threshold: 256, ...ALONE }, on_the_spot: true },
  "from 1,024, on the spot": { compression: { threshold: 1024, ...ALONE }, on_the_spot: true },
};

type Figures = {
  /** Bytes of what is said in a chat before one comes, and of each message, to and from a client. */
  page: number;
  sent: number;
  received: number;
  /** Of the server for each connection, in bytes. */
  memory: number;
  /** Of the server for each message, in microseconds. */
  processor_us: number;
  /** From one client to the other, in milliseconds. */
  p50: number;
  p99: number;
};

async function startRelay(setting: Setting) {
  const script = fileURLToPath(new URL("compressing-relay.ts", import.meta.url));
  const flags = ["--expose-gc", "--import", "tsx"];
  const child: ChildProcess = spawn(process.execPath, [...flags, script, JSON.stringify(setting)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    detached: true,
  });
  const end = atTheEnd(async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  const [url] = (await once(child, "message")) as [string];
  return {
    url,
    end,
    async taken(): Promise<Taken> {
      await delay(SETTLES_MS);
      const answer = once(child, "message");
      child.send("taken");
      return ((await answer) as [Taken])[0];
    },
  };
}

async function connect(url: string, user_id: number): Promise<Socket> {
  const socket = io(url, {
    auth: { user_id },
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    // As browsers do: whatever they send is compressed where that was agreed on.
    perMessageDeflate: { threshold: 0 },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

/** A dialogue is told by its two, turn after turn, each chat at its own place in it. */
async function measure(setting: Setting): Promise<Figures> {
  const relay = await startRelay(setting);
  const before = await relay.taken();
  const chats = await Promise.all(
    Array.from({ length: CHATS }, async (_, at) => ({
      id: uuidv7(),
      ends: await Promise.all([connect(relay.url, 2 * at), connect(relay.url, 2 * at + 1)]),
    })),
  );
  const connected = await relay.taken();
  await Promise.all(
    chats.flatMap(({ id, ends }, dialogue) =>
      ends.map((end) => end.emitWithAck("chat:join", { session_id: id, dialogue })),
    ),
  );
  const joined = await relay.taken();

  const due = new Map<string, number>();
  const latencies: number[] = [];
  for (const { ends } of chats) {
    for (const end of ends) {
      end.on("chat:new_message", ({ message }) => {
        latencies.push(performance.now() - (due.get(message.client_id) ?? Number.NaN));
      });
    }
  }
  const dialogues = manyDialogues(CHATS);
  const replay = async (from: number, to: number) => {
    const started = performance.now();
    for (let sent = from; sent < to; ) {
      const until = Math.min(to, from + ((performance.now() - started) / 1000) * PER_SECOND);
      for (; sent < until; sent++) {
        const at = sent % CHATS;
        const turns = dialogues[at]?.turns ?? [];
        const [by, content] = turns[Math.floor(sent / CHATS) % turns.length] ?? ["agent", ""];
        const client_id = uuidv7();
        due.set(client_id, started + ((sent - from) * 1000) / PER_SECOND);
        const input = { session_id: chats[at]?.id, client_id, type: "text", content };
        chats[at]?.ends[by === "agent" ? 0 : 1].emit("chat:send_message", input, () => {});
      }
      await delay(1);
    }
    while (latencies.length < to) await delay(5);
  };
  await replay(0, FIRST);
  const warm = await relay.taken();
  await replay(FIRST, FIRST + MESSAGES);
  const after = await relay.taken();
  for (const { ends } of chats) for (const end of ends) end.disconnect();
  await relay.end();

  const sorted = latencies.slice(FIRST).sort((a, b) => a - b);
  const sockets = 2 * CHATS;
  return {
    page: (joined.sent - connected.sent) / sockets,
    sent: (after.sent - warm.sent) / MESSAGES / 2,
    received: (after.received - warm.received) / MESSAGES,
    memory: (after.resident - before.resident) / sockets,
    processor_us: (after.processor_us - warm.processor_us) / MESSAGES,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  };
}

async function socketsTable(): Promise<string> {
  const names = Object.keys(SETTINGS);
  const rounds: Record<string, Figures>[] = [];
  await measure({ compression: false });
  while (rounds.length < ROUNDS) {
    const round: Record<string, Figures> = {};
    for (const [name, setting] of Object.entries(SETTINGS)) {
      round[name] = await measure(setting);
      console.error(`round ${rounds.length + 1}, ${name}: ${JSON.stringify(round[name])}`);
    }
    rounds.push(round);
  }
  const figure = (name: string, of: keyof Figures) =>
    median(rounds.map((round) => round[name]?.[of] ?? Number.NaN));
  /** Against the same round without compression. */
  const ratio = (name: string, of: keyof Figures) =>
    median(rounds.map((round) => (round[name]?.[of] ?? Number.NaN) / (round.off?.[of] ?? 0)));
  return markdown(
    ["", "page, B", "to a client, B", "from one, B", "memory, KB", "processor", "p50", "p99"],
    names.map((name) => [
      name,
      ...(["page", "sent", "received"] as const).map((of) => short(figure(name, of))),
      short(figure(name, "memory") / 1024),
      ...(["processor_us", "p50", "p99"] as const).map((of) => short(ratio(name, of))),
    ]),
  );
}

const brotli = (quality: number) => (body: Buffer) =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
const ENCODINGS: [string, (body: Buffer) => Buffer][] = [
  ["gzip 6", gzipSync],
  ["brotli 4", brotli(4)],
  ["brotli 11", brotli(11)],
];

/** Milliseconds, of the quickest of a few: what else the machine does only adds to it. */
function quickest(work: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    }),
  );
}

/** What the app itself answers, and what could be made of it. */
async function httpTable(): Promise<string> {
  await ensureBuild();
  const postgres = await startPostgres({ core: null });
  const database = await postgres.makeDatabase();
  const turns = manyDialogues(40).flatMap((dialogue) => dialogue.turns);
  const said = turns.slice(0, HISTORY).map(([by, content]) => ({ by, content }));
  const [chat] = await makeChats(database.url, { active: 1, log: () => said });
  if (!chat) throw new Error("There is no chat.");
  const app = await startApp("parley", { core: null, database_url: database.url });
  const { session_id, token } = chat.customer;
  const get = async (path: string, encoding: string) => {
    const headers = { authorization: `Bearer ${token}`, "accept-encoding": encoding };
    const answer = await fetch(new URL(path, app.url), { headers });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`);
    return {
      body: Buffer.from(await answer.arrayBuffer()),
      encoding: answer.headers.get("content-encoding") ?? "none",
    };
  };
  const page = (await get("/chat", "identity")).body.toString();
  const files = (end: string) => [
    ...new Set(page.match(new RegExp(`/_next/static/[^"\\\\]+\\.${end}`, "g"))),
  ];
  const asked: [string, string[]][] = [
    ["the page /chat", ["/chat"]],
    ["its scripts", files("js")],
    ["its styles", files("css")],
    [
      `${HISTORY} messages of a history`,
      [`/api/live-chat/${session_id}/messages?limit=${HISTORY}`],
    ],
    ["20 messages", [`/api/live-chat/${session_id}/messages?limit=20`]],
    ["one session", [`/api/live-chat/${session_id}`]],
  ];
  const rows: string[][] = [];
  for (const [name, paths] of asked) {
    const answers = await Promise.all(paths.map((path) => get(path, "gzip, deflate, br")));
    const bytes = answers.reduce((sum, { body }) => sum + body.length, 0);
    const cells = ENCODINGS.map(([, encode]) => {
      const size = answers.reduce((sum, { body }) => sum + encode(body).length, 0);
      const time = quickest(() => answers.map(({ body }) => encode(body)));
      return `${short(size)} (${percent(size / bytes)}, ${short(time)} ms)`;
    });
    const given = [...new Set(answers.map(({ encoding }) => encoding))].join(", ");
    rows.push([name, given, short(bytes), ...cells]);
  }
  await app.end();
  return markdown(["", "the app sends", "bytes", ...ENCODINGS.map(([name]) => name)], rows);
}

try {
  console.log(`
Bytes on the wire for what was said before, for each message to a client and from one; memory of each connection; \
processor time of the server for each message and latency at ${PER_SECOND} a second against none, medians of ${ROUNDS} rounds:

${await socketsTable()}
`);
  console.log(`Over HTTP, bytes, their share and the time to compress them:

${await httpTable()}
`);
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
} finally {
  await endAll();
}
