/**
 * A process of real clients: what customers and agents do, away from the server and the faults.
 * The runner calls its methods over IPC (see crowd.ts).
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Turn } from "@/e2e/dialogues";
import { type ChatClient, createChatClient } from "@/lib/client/chat-client";
import { createStaffLists } from "@/lib/client/staff-lists";
import { type Final, finalOf } from "./finals";
import type { Person } from "./people";
import { randomOf } from "./random";
import { brief, openRecord, watch } from "./record";
import { until } from "./until";
import { visit } from "./visits";

export type Place = { name: string; base_url: string; person: Person };
/** A chat and who speaks in it by name: several customers are the tabs of one person. */
export type Chat = { session_id: string; customers: string[]; agent: string; turns: Turn[] };
/** `visitors` are those clients who start chats of their own, one after another. */
export type Setup = {
  seed: number;
  file: string;
  places: Place[];
  chats: Chat[];
  visitors: string[];
};

export type Status = {
  clients: number;
  online: number;
  /** Those that have all their conversations. */
  ready: number;
  invoked: number;
  waiting: number;
  refused: number;
  /** Visits that are not over. */
  visits: number;
  /** How long the oldest message has been on its way, in milliseconds. */
  oldest: number;
  /** Since anything changed in any client, in milliseconds. */
  quiet_for: number;
  /** How often each client has come online, and gone off again. */
  arrivals: Record<string, number>;
  departures: Record<string, number>;
};

/** How often one who is spoken to looks at it. */
const SEES = 0.3;
const TYPES = 0.2;
const TICK = 10;
const BETWEEN_VISITS = [1000, 4000] as const;
/** So many come at once at the start, which is no part of the test. */
const WAVE = 50;
const WAVE_WITHIN = 60_000;

type Seat = { place: Place; client: ChatClient; arrivals: number; departures: number };
const seats = new Map<string, Seat>();
const chats: (Chat & { next: number })[] = [];
let record: ReturnType<typeof openRecord>;
let random = randomOf(0);
let visitors: string[] = [];
let visits = 0;
let timer: NodeJS.Timeout | undefined;
let invoked = 0;
let changed_at = performance.now();

const seat = (name: string): Seat => {
  const found = seats.get(name);
  if (!found) throw new Error(`There is no client ${name} here.`);
  return found;
};

function sit(place: Place): void {
  const { user_id, role, side, token } = place.person;
  const client = createChatClient(
    { side, token, base_url: place.base_url },
    { user_id, role },
    undefined,
    side === "staff" ? createStaffLists : undefined,
  );
  const taken: Seat = { place, client, arrivals: 0, departures: 0 };
  seats.set(place.name, taken);
  watch(client, place.name, record);
  let was = client.getState().connection;
  client.subscribe(() => {
    changed_at = performance.now();
    const { connection } = client.getState();
    if (connection !== was && connection === "online") taken.arrivals++;
    if (connection !== was && was === "online") taken.departures++;
    was = connection;
  });
}

function say(name: string, session_id: string, content: string): void {
  const { client } = seat(name);
  const idsOf = () => (client.getState().outgoing[session_id] ?? []).map((one) => one.client_id);
  const before = new Set(idsOf());
  client.send(session_id, content);
  const [client_id] = idsOf().filter((id) => !before.has(id));
  if (!client_id) throw new Error(`What ${name} sent is not on its way.`);
  invoked++;
  record.write(name, { is: "invoked", session_id, client_id, content: brief(content) });
}

/** The next turn of some dialogue. Its other side may look at it, or type in turn. */
function sayNext(): void {
  const chat = random.one(chats);
  const [speaker, content] = chat.turns[chat.next++ % chat.turns.length] as Turn;
  const customer = random.one(chat.customers);
  const [from, to] = speaker === "customer" ? [customer, chat.agent] : [chat.agent, customer];
  say(from, chat.session_id, content);
  if (random.next() < SEES) seat(to).client.seen(chat.session_id);
  if (random.next() < TYPES) seat(to).client.typing(chat.session_id, true);
}

/** One visit after another for as long as there is talk. */
async function keepVisiting(name: string): Promise<void> {
  const agents = [...seats.values()].filter(({ place }) => place.person.side === "staff");
  const asVisitor = ({ place, client }: Seat) => ({ name: place.name, client });
  let last: string | undefined;
  while (timer) {
    const { turns } = random.one(chats);
    await pause(random.between(...BETWEEN_VISITS));
    visits++;
    const customer = asVisitor(seat(name));
    try {
      const session_id = await visit(customer, agents.map(asVisitor), { turns, random, say });
      // The chat that ended is looked at until the next one has.
      for (const { client } of [...agents, customer]) if (last) client.unfollow(last);
      last = session_id;
    } catch (error) {
      record.write(name, { is: "refused", what: String(error) });
    }
    visits--;
  }
}

/** At a steady rate whatever the server does: what a tick was late for is made up for in the next. */
function talk(per_second: number): void {
  clearInterval(timer);
  timer = undefined;
  if (per_second === 0) return;
  const start = performance.now();
  let said = 0;
  timer = setInterval(() => {
    const due = ((performance.now() - start) / 1000) * per_second;
    for (; said < due; said++) sayNext();
  }, TICK);
  for (const name of visitors) void keepVisiting(name);
}

function status(): Status {
  const all = [...seats.values()];
  const states = all.map(({ client }) => client.getState());
  const entries = states.flatMap((state) => Object.values(state.outgoing).flat());
  const waiting = entries.filter((entry) => entry.state !== "failed");
  const ages = waiting.map((entry) => Date.now() - Date.parse(entry.created_at));
  return {
    clients: all.length,
    online: states.filter((state) => state.connection === "online").length,
    ready: states.filter((state) =>
      Object.values(state.conversations).every((one) => one.status === "ready"),
    ).length,
    invoked,
    waiting: waiting.length,
    refused: entries.length - waiting.length,
    visits,
    oldest: Math.max(0, ...ages),
    quiet_for: performance.now() - changed_at,
    arrivals: Object.fromEntries(all.map((one) => [one.place.name, one.arrivals])),
    departures: Object.fromEntries(all.map((one) => [one.place.name, one.departures])),
  };
}

const methods = {
  /** Resolves when all are online and have their conversations; they come in waves. */
  async open(setup: Setup): Promise<void> {
    random = randomOf(setup.seed);
    record = openRecord(setup.file);
    visitors = setup.visitors;
    for (let first = 0; first < setup.places.length; first += WAVE) {
      setup.places.slice(first, first + WAVE).forEach(sit);
      await until("a wave of clients is online", WAVE_WITHIN, () => {
        const { clients, online } = status();
        return online === clients;
      });
    }
    for (let first = 0; first < setup.chats.length; first += WAVE) {
      for (const chat of setup.chats.slice(first, first + WAVE)) {
        chats.push({ ...chat, next: 0 });
        for (const name of [...chat.customers, chat.agent]) {
          // An agent who is not here is nobody.
          seats.get(name)?.client.follow(chat.session_id);
        }
      }
      await until("a wave of clients has its conversations", WAVE_WITHIN, () => {
        const { clients, ready } = status();
        return ready === clients;
      });
    }
  },
  talk,
  /** `count` messages from one client at once; `content` is followed by the number of each. */
  burst({ name, session_id, content, count }: Burst): void {
    for (let n = 1; n <= count; n++) say(name, session_id, `${content} ${n}`);
  },
  /** One message from each customer. */
  everyoneSays(content: string): void {
    for (const { session_id, customers } of chats) {
      for (const name of customers) say(name, session_id, content);
    }
  },
  status,
  /** What all show at the end; after this nothing is recorded any more. */
  async finish(): Promise<Final[]> {
    talk(0);
    const finals = [...seats.values()].map(({ place, client }) => finalOf(place.name, client));
    for (const { client } of seats.values()) client.close();
    await record.close();
    return finals;
  },
};
export type Burst = { name: string; session_id: string; content: string; count: number };
export type Methods = typeof methods;

process.on(
  "message",
  async ({ id, method, input }: { id: number; method: keyof Methods; input: never }) => {
    try {
      process.send?.({ id, data: await methods[method](input) });
    } catch (error) {
      process.send?.({ id, error: (error as Error).stack });
    }
  },
);
// The runner is gone, however it went.
process.on("disconnect", () => process.exit());
