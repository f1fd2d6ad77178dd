import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { type Ask, dataOf, restClient } from "@/e2e/rest";
import { ADMIN } from "@/e2e/server";
import { openSocket, type SocketClient } from "@/e2e/socket";
import type { List, ReaderSession, StartInput } from "@/lib/sessions/contract";
import type { SignedIn } from "@/lib/users/contract";

export type Person = {
  id: number;
  name: string;
  side: "staff" | "customer";
  token: string;
  ask: Ask;
};

type AgentOptions = { skills?: string[]; max_concurrent_chats?: number };

/** What a scene waits for on its way is there long before. */
const PATIENCE_MS = 15_000;

/** What a scene has to work with: people, chats and browsers. It ends with the scene. */
export type Stage = {
  admin: Person;
  /** With this name; made when a scene asks for them first. */
  agent(name: string, more?: AgentOptions): Promise<Person>;
  customer(name: string): Promise<Person>;
  start(customer: Person, input: StartInput): Promise<ReaderSession>;
  accept(agent: Person, session: ReaderSession): Promise<void>;
  release(agent: Person, session: ReaderSession): Promise<void>;
  handOn(from: Person, session: ReaderSession, to: Person, note?: string): Promise<void>;
  say(person: Person, session: ReaderSession, content: string): Promise<void>;
  end(person: Person, session: ReaderSession): Promise<void>;
  /** Is there, as far as others see: an agent is online, a customer in their chat. */
  connect(person: Person, session?: ReaderSession): Promise<SocketClient>;
  /** A browser in which this person is signed in, or nobody. */
  browse(person?: Person): Promise<Page>;
};

/**
 * Makes stages, each for one scene and with the same staff: who plays in a scene again is the same
 * agent. Closing one ends every chat, so that the next scene begins with an empty queue.
 */
export async function stageMaker(browser: Browser, url: string) {
  const nobody = restClient(url);
  const person = (side: Person["side"], { token, user }: SignedIn): Person => ({
    id: user.id,
    name: user.name,
    side,
    token,
    ask: restClient(url, token),
  });
  const signIn = async (account: { email: string; password: string }) =>
    person("staff", dataOf(await nobody<SignedIn>("POST /api/auth/token", account)));
  const admin = await signIn(ADMIN);
  const agents = new Map<string, Person>();

  async function hire(name: string, more: AgentOptions): Promise<Person> {
    const latin = name
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.join(".");
    const email = `${latin ?? `agent${agents.size}`}@lamps.example`;
    const account = { email, password: randomUUID() };
    dataOf(await admin.ask("POST /api/users", { name, role: "agent", ...account, ...more }));
    return signIn(account);
  }

  async function endChats(status: string): Promise<void> {
    const call = `GET /api/live-chat/admin/all-sessions?status=${status}&limit=200`;
    const { items } = dataOf(await admin.ask<List<ReaderSession>>(call));
    for (const { id } of items) dataOf(await admin.ask(`POST /api/live-chat/${id}/end`));
  }

  return function openStage(): Stage & { close(): Promise<void> } {
    const contexts: BrowserContext[] = [];
    const sockets: SocketClient[] = [];
    return {
      admin,
      async agent(name, more = {}) {
        const hired = agents.get(name);
        const agent = hired ?? (await hire(name, more));
        // An earlier scene may have hired them without it.
        if (hired && Object.keys(more).length > 0) {
          dataOf(await admin.ask(`PATCH /api/users/${agent.id}`, more));
        }
        agents.set(name, agent);
        return agent;
      },
      async customer(name) {
        return person("customer", dataOf(await nobody<SignedIn>("POST /api/auth/guest", { name })));
      },
      async start(customer, input) {
        const call = customer.ask<{ session: ReaderSession }>("POST /api/live-chat/start", input);
        return dataOf(await call).session;
      },
      async accept(agent, { id }) {
        dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
      },
      async release(agent, { id }) {
        dataOf(await agent.ask(`POST /api/live-chat/${id}/release`));
      },
      async handOn(from, { id }, to, note) {
        const input = { agent_id: to.id, ...(note !== undefined && { note }) };
        dataOf(await from.ask(`POST /api/live-chat/${id}/transfer`, input));
      },
      async say(person, { id }, content) {
        const message = { client_id: randomUUID(), type: "text", content };
        dataOf(await person.ask(`POST /api/live-chat/${id}/messages`, message));
      },
      async end(person, { id }) {
        dataOf(await person.ask(`POST /api/live-chat/${id}/end`));
      },
      async connect(person, session) {
        const socket = await openSocket(url, person.token);
        sockets.push(socket);
        if (session) dataOf(await socket.ask("chat:join", { session_id: session.id }));
        return socket;
      },
      async browse(person) {
        const context = await browser.newContext({
          baseURL: url,
          locale: "en-GB",
          timezoneId: "Europe/Berlin",
          // What moves would be photographed on its way.
          reducedMotion: "reduce",
        });
        context.setDefaultTimeout(PATIENCE_MS);
        contexts.push(context);
        if (person) {
          const name = `parley.${person.side}.session`;
          const cookie = { name, value: person.token, url, httpOnly: true };
          await context.addCookies([cookie]);
        }
        return context.newPage();
      },
      async close() {
        for (const context of contexts) await context.close();
        for (const socket of sockets) socket.close();
        for (const status of ["pending", "active"]) await endChats(status);
      },
    };
  };
}

export type OpenStage = Awaited<ReturnType<typeof stageMaker>>;
