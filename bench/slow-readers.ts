/**
 * `npm run bench:slow-readers`: what 100 customers who stop reading cost the server and the others.
 * The same long messages go to the same 100 chats twice, first to sockets that read, then to sockets
 * that do not, while others talk; memory is what is in use once the garbage is gone.
 */
import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { dataOf, restClient } from "@/e2e/rest";
import { ADMIN, ADMIN_SETTINGS, makeDataDir, removeDataDir, spawnServer } from "@/e2e/server";
import { openSocket, type SocketClient } from "@/e2e/socket";
import { ensureBuild } from "@/lib/build";
import { MESSAGE_LIMIT } from "@/lib/messages/contract";
import type { SignedIn } from "@/lib/users/contract";
import { type FreezingProxy, freezingProxy } from "@/testing/freezing-proxy";
import { percentile } from "./figures";
import { markdown, short } from "./table";

const READERS = 100;
/** Long messages to all of them together, a second. */
const RATE = 300;
const CALM_MS = 20_000;
/** Until all have been cut off, at the most. */
const LONGEST_MS = 120_000;
/** Of the others, between one message and the next, in milliseconds. */
const PROBE_EVERY = 20;
const MB = 1_048_576;
const MARK_MB = 100;

/** Rare Chinese characters, so that there is little to compress: 40,000 bytes. */
const character = () => String.fromCodePoint(0x20000 + randomInt(0xa000));
const LONGEST = Array.from({ length: MESSAGE_LIMIT }, character).join("");

type Chat = { session_id: string; proxy: FreezingProxy; socket: SocketClient };
type Phase = { latencies: number[]; heap: number; resident: number; sent: number };

await ensureBuild();
const data_dir = await makeDataDir();
const settings = {
  ...ADMIN_SETTINGS,
  PARLEY_LIMIT_FACTOR: "1000",
  PARLEY_MESSAGES_PER_SECOND: "100000",
  PARLEY_MAX_CONNECTIONS: "2000",
};
const server = spawnServer(data_dir, settings, ["./fuzz/tell-memory.mjs"]);
const proxies: FreezingProxy[] = [];
let asked = 0;
try {
  const [, address = ""] = await server.says(/Admins +(\S+)\/admin\n/);
  const nobody = restClient(address);
  const admin = dataOf(await nobody<SignedIn>("POST /api/auth/token", ADMIN));
  const ask = restClient(address, admin.token);
  dataOf(await ask(`PATCH /api/users/${admin.user.id}`, { max_concurrent_chats: 1000 }));
  const sender = await openSocket(address, admin.token);
  // Not behind the long messages on their way to the server.
  const talker = await openSocket(address, admin.token);

  const chat = async (url: string): Promise<Omit<Chat, "proxy">> => {
    const guest = dataOf(await nobody<SignedIn>("POST /api/auth/guest", {}));
    const socket = await openSocket(url, guest.token);
    const { session } = dataOf(await socket.ask("chat:start", { subject: "Slow" }));
    dataOf(await sender.ask("chat:accept", { session_id: session.id }));
    return { session_id: session.id, socket };
  };
  const chats: Chat[] = [];
  for (let n = 0; n < READERS; n++) {
    const proxy = await freezingProxy(address);
    proxies.push(proxy);
    chats.push({ ...(await chat(proxy.url)), proxy });
  }
  const other = await chat(address);

  const gone = new Set<string>();
  /** Forgets what came, but for who was cut off: of these messages nothing is to pile up here. */
  function forget(): void {
    for (const { event, payload } of sender.received) {
      if (event === "chat:presence" && !payload.is_online) gone.add(payload.session_id);
    }
    for (const { received } of [sender, talker, ...chats.map(({ socket }) => socket)])
      received.length = 0;
  }

  /** Long messages at a steady rate until it is enough; the others talk meanwhile. */
  async function run(is_enough: (since: number) => boolean): Promise<Phase> {
    const phase: Phase = { latencies: [], heap: 0, resident: 0, sent: 0 };
    const start = performance.now();
    let is_over = false;
    const probes = (async () => {
      while (!is_over) {
        const client_id = randomUUID();
        const { session_id } = other;
        const sent_at = performance.now();
        const text = { session_id, client_id, type: "text", content: "Hello" } as const;
        const { message } = dataOf(await talker.ask("chat:send_message", text));
        await other.socket.until("chat:new_message", (one) => one.message.id === message.id);
        phase.latencies.push(performance.now() - sent_at);
        other.socket.received.length = 0;
        await pause(PROBE_EVERY);
      }
    })();
    const looks = (async () => {
      while (!is_over) {
        const { heap, resident } = await memory();
        phase.heap = Math.max(phase.heap, heap);
        phase.resident = Math.max(phase.resident, resident);
        await pause(1000);
      }
    })();
    while (!is_enough(performance.now() - start)) {
      const due = ((performance.now() - start) / 1000) * RATE;
      const batch: Promise<unknown>[] = [];
      for (; phase.sent < due && batch.length < 50; phase.sent++) {
        const session_id = chats[phase.sent % READERS]?.session_id ?? "";
        const text = {
          session_id,
          client_id: randomUUID(),
          type: "text",
          content: LONGEST,
        } as const;
        batch.push(sender.ask("chat:send_message", text));
      }
      await Promise.all(batch);
      forget();
      await pause(5);
    }
    is_over = true;
    await Promise.all([probes, looks]);
    return phase;
  }

  await run((since) => since > 5000);
  const before = await memory();
  const reading = await run((since) => since > CALM_MS);
  for (const { proxy } of chats) proxy.freeze();
  const frozen = await run((since) => since > LONGEST_MS || gone.size === READERS);
  const after = await memory();

  const of = (latencies: number[], share: number) =>
    percentile(
      latencies.toSorted((a, b) => a - b),
      share,
    );
  const rows = Object.entries({ "all read": reading, "100 stopped reading": frozen }).map(
    ([name, { latencies, heap, resident, sent }]) => [
      name,
      String(sent),
      short(of(latencies, 0.5)),
      short(of(latencies, 0.99)),
      short((heap - before.heap) / MB),
      short((resident - before.resident) / MB),
    ],
  );
  console.log(markdown(["", "sent", "p50, ms", "p99, ms", "in use, MB", "resident, MB"], rows));
  const cost = (frozen.heap - reading.heap) / MB;
  const ratio = of(frozen.latencies, 0.99) / of(reading.latencies, 0.99);
  console.log(
    `${gone.size} of ${READERS} were cut off. Those who stop reading cost ${short(cost)} MB at`,
  );
  console.log(
    `the most (under ${MARK_MB}), and ${short((after.heap - before.heap) / MB)} MB afterwards;`,
  );
  console.log(`the others' p99 is ${short(ratio)} of what it is while all read.`);
  for (const { close } of [sender, talker]) close();
  other.socket.close();
  for (const { socket } of chats) socket.close();
} finally {
  for (const proxy of proxies) await proxy.close();
  await server.end("SIGTERM");
  await removeDataDir(data_dir);
}

async function memory(): Promise<{ heap: number; resident: number }> {
  const number = ++asked;
  process.kill(server.pid, "SIGUSR2");
  const [, json = ""] = await server.says(new RegExp(`memory ${number} (\\{.*\\})\\n`));
  return JSON.parse(json);
}
