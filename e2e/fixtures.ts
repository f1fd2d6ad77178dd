import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "@playwright/test";
import postgres, { type Sql } from "postgres";
import type { Side } from "@/lib/cookies";
import type { List, ReaderSession, StartInput } from "@/lib/sessions/contract";
import type { Account, SignedIn } from "@/lib/users/contract";
import { type Ask, dataOf, restClient } from "./rest";
import {
  ADMIN,
  ADMIN_SETTINGS,
  isRunning,
  makeDataDir,
  postgresOf,
  removeDataDir,
  type ServerProcess,
  startServer,
} from "./server";
import { openSocket, type SocketClient } from "./socket";
import { test as base } from "./twins";

export type TestServer = Pick<ServerProcess, "url"> & { database_url: string; admin_token: string };

export type Person = {
  side: Side;
  id: number;
  name: string;
  token: string;
  /** REST as this person. */
  ask: Ask;
  /** A socket as this person, closed after the test. */
  connect(): Promise<SocketClient>;
};
export type Staff = Person & { email: string; password: string };

export type People = {
  admin: Person;
  /** Without a name they get one that nobody else has. */
  agent(options?: { name?: string; max_concurrent_chats?: number }): Promise<Staff>;
  /** A guest. */
  customer(name?: string): Promise<Person>;
  /** A waiting chat of this customer. */
  start(customer: Person, input?: Partial<StartInput>): Promise<ReaderSession>;
};

/** A browser of its own in which this person is signed in, or nobody; closed after the test. */
type Browse = (person?: Person) => Promise<Page>;

type TestFixtures = {
  people: People;
  browse: Browse;
  /** An agent with a browser in which they are signed in. */
  agent: Staff & { page: Page };
  /** A browser in which nobody has been yet. */
  customer: { page: Page };
  emptyQueue: undefined;
};
type WorkerFixtures = { server: TestServer; sql: Sql };

let made = 0;
/** A name that nobody else has on this worker's server, so that a test finds its own people. */
export const newName = (kind: string) => `${kind} ${++made}`;

/** The cookie holds the same token as a bearer does; the pages of the sign-in have their own tests. */
export function signIn(context: BrowserContext, url: string, { side, token }: Person) {
  return context.addCookies([
    { name: `parley.${side}.session`, value: token, url, httpOnly: true },
  ]);
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  // One server a worker: what another worker's tests put into the queue cannot get in the way.
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names out of this pattern
    async ({}, use) => {
      const data_dir = await makeDataDir();
      const server = await startServer(data_dir, {
        ...ADMIN_SETTINGS,
        PARLEY_MESSAGES_PER_SECOND: "1000000",
        PARLEY_LIMIT_FACTOR: "1000",
      });
      const database = await postgresOf(data_dir);
      const { token } = dataOf(
        await restClient(server.url)<SignedIn>("POST /api/auth/token", ADMIN),
      );
      await use({ url: server.url, database_url: database.url, admin_token: token });
      const { code } = await server.end("SIGTERM");
      const is_left = await isRunning(database.pid);
      await database.stop();
      await removeDataDir(data_dir);
      if (code !== 0) throw new Error(`The server ended with ${code}.`);
      if (is_left) throw new Error("The server left PostgreSQL running.");
      const errors = server.errors();
      if (errors.length > 0) throw new Error(`The server logged errors:\n${errors.join("\n")}`);
    },
    { scope: "worker", timeout: 90_000 },
  ],

  sql: [
    async ({ server }, use) => {
      const sql = postgres(server.database_url, { max: 2, onnotice: () => {} });
      await use(sql);
      await sql.end();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  people: async ({ server }, use) => {
    const sockets: SocketClient[] = [];
    const person = (side: Side, token: string, user: { id: number; name: string }): Person => ({
      side,
      id: user.id,
      name: user.name,
      token,
      ask: restClient(server.url, token),
      async connect() {
        const socket = await openSocket(server.url, token);
        sockets.push(socket);
        return socket;
      },
    });
    const nobody = restClient(server.url);
    const as_admin = restClient(server.url, server.admin_token);
    const { user } = dataOf(await as_admin<{ user: Account }>("GET /api/me"));
    await use({
      admin: person("staff", server.admin_token, user),
      async agent({ name = newName("Agent"), max_concurrent_chats = 5 } = {}) {
        const email = `${randomUUID()}@parley.test`;
        const password = randomUUID();
        const account = { name, email, password, role: "agent", max_concurrent_chats };
        dataOf(await as_admin("POST /api/users", account));
        const { token, user } = dataOf(
          await nobody<SignedIn>("POST /api/auth/token", { email, password }),
        );
        return { ...person("staff", token, user), email, password };
      },
      async customer(name = newName("Customer")) {
        const { token, user } = dataOf(await nobody<SignedIn>("POST /api/auth/guest", { name }));
        return person("customer", token, user);
      },
      async start(customer, input = {}) {
        const body = { subject: "A question", ...input };
        const answer = await customer.ask<{ session: ReaderSession }>(
          "POST /api/live-chat/start",
          body,
        );
        return dataOf(answer).session;
      },
    });
    for (const socket of sockets) socket.close();
  },

  // A test finds the queue empty and no chat open, whatever the one before it left.
  emptyQueue: [
    async ({ server }, use) => {
      await use(undefined);
      const ask = restClient(server.url, server.admin_token);
      const open = async (status: string) => {
        const query = `status=${status}&limit=200`;
        const list = ask<List<ReaderSession>>(`GET /api/live-chat/admin/all-sessions?${query}`);
        return dataOf(await list).items;
      };
      for (const status of ["pending", "active"]) {
        for (let left = await open(status); left.length > 0; left = await open(status)) {
          const ends = left.map(({ id }) => ask(`POST /api/live-chat/${id}/end`));
          for (const end of await Promise.all(ends)) dataOf(end);
        }
      }
    },
    { auto: true },
  ],

  browse: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person) => {
      const context = await browser.newContext({ baseURL: server.url });
      contexts.push(context);
      if (person) await signIn(context, server.url, person);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  agent: async ({ people, browse }, use) => {
    const person = await people.agent();
    await use({ ...person, page: await browse(person) });
  },

  customer: async ({ browse }, use) => use({ page: await browse() }),
});

export { expect } from "@playwright/test";
