import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { sessions } from "@/db/schema/sessions";
import { setup_links, users } from "@/db/schema/users";
import { readEnv } from "@/lib/env";
import { logOut } from "@/lib/logins/commands";
import { makeFirstAdmin } from "@/lib/users/first-admin";
import { connect, refused } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  PASSWORD,
  type Person,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

let admin: Person;

beforeEach(async () => {
  admin = await makeAdmin();
});

let addresses = 0;
const address = () => `person${++addresses}@example.com`;
const anybody = () => rest(null);

describe("signing in", () => {
  test("a password gives a token that says who one is, whatever the case of the address", async () => {
    const agent = await makeAgent();
    const email = ` ${agent.email?.toUpperCase()} `;
    const answer = await anybody().post("/api/auth/token", { email, password: PASSWORD });
    const { token, expires_at, user } = dataOf(answer);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(user).toMatchObject({ id: agent.id, email: agent.email, role: "agent" });
    expect(JSON.stringify(user)).not.toContain("password");
    expect(Date.parse(expires_at)).toBeGreaterThan(Date.now() + 29 * 24 * 3600 * 1000);
    expect(dataOf(await rest(token).get("/api/me"))).toEqual({ user });
    await connect(token);
  });

  test("a wrong password, an unknown address and an account that is not active look the same", async () => {
    const agent = await makeAgent();
    const gone = await makeAgent();
    await db().update(users).set({ is_active: false }).where(eq(users.id, gone.id));
    const guest = dataOf(await anybody().post("/api/auth/guest", { email: "typed@example.org" }));
    const attempts = [
      { email: agent.email, password: "wrong" },
      { email: "nobody@example.org", password: PASSWORD },
      { email: gone.email, password: PASSWORD },
      { email: guest.user.email, password: PASSWORD },
    ];
    const answers = await Promise.all(attempts.map((a) => anybody().post("/api/auth/token", a)));
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual(answers[0]?.body);
    }
  });

  test("a guest needs nothing and is somebody new each time", async () => {
    const one = dataOf(await anybody().post("/api/auth/guest", {}));
    const other = dataOf(await anybody().post("/api/auth/guest"));
    expect(one.user).toMatchObject({ name: "Guest", email: null, role: "customer" });
    expect(other.user.id).not.toBe(one.user.id);
    expect(dataOf(await rest(one.token).get("/api/me")).user).toEqual(one.user);
  });

  test("an address that a guest typed opens nothing of its owner's, and takes it from nobody", async () => {
    const owner = await makeCustomer();
    const session = await startChat(owner);
    const guest = dataOf(await anybody().post("/api/auth/guest", { email: owner.email }));
    expect(guest.user.id).not.toBe(owner.id);
    expect(dataOf(await rest(guest.token).get("/api/live-chat/sessions")).items).toEqual([]);
    const answer = await rest(guest.token).get(`/api/live-chat/${session.id}`);
    expect(errorOf(answer).code).toBe("NOT_FOUND");
    // Two guests may type the same, and its owner may still register it.
    const email = address();
    const typed = await Promise.all([1, 2].map(() => anybody().post("/api/auth/guest", { email })));
    const theirs = typed.map((one) => dataOf(one).user.id);
    const registration = { name: "Owner", email, password: "a long password" };
    const registered = dataOf(await anybody().post("/api/auth/register", registration));
    expect(new Set([...theirs, registered.user.id]).size).toBe(3);
    const login = await anybody().post("/api/auth/token", { email, password: "a long password" });
    expect(dataOf(login).user.id).toBe(registered.user.id);
  });

  test("an address registers once, in any case, also twice at once", async () => {
    const email = address();
    const registration = { name: "Anna", email, password: "a long password" };
    const answers = await Promise.all([
      anybody().post("/api/auth/register", registration),
      anybody().post("/api/auth/register", { ...registration, email: email.toUpperCase() }),
      anybody().post("/api/auth/register", { ...registration, name: "Otto" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const late = errorOf(await anybody().post("/api/auth/register", registration));
    expect(late).toMatchObject({ code: "CONFLICT", field: "email" });
    const rows = await db().select().from(users).where(eq(users.email, email));
    expect(rows).toHaveLength(1);
    // Nobody registers as staff.
    expect(rows[0]).toMatchObject({ role: "customer", is_guest: false });
    const as_admin = { ...registration, email: address(), role: "admin" };
    expect(errorOf(await anybody().post("/api/auth/register", as_admin)).field).toBe("role");
  });

  test.for([
    ["name", { name: "" }],
    ["name", { name: "\u200b" }],
    ["name", { name: "a\nb" }],
    ["name", { name: "a".repeat(101) }],
    ["email", { email: "nobody" }],
    ["email", { email: "a@b@c.de" }],
    ["email", { email: `${"a".repeat(250)}@example.org` }],
    ["password", { password: "too short" }],
    ["password", { password: "a".repeat(201) }],
    ["password", { password: 1234567890 }],
  ] as const)("a registration with a bad %s: %j", async ([field, wrong]) => {
    const body = { name: "Anna", email: address(), password: "a long password", ...wrong };
    const error = errorOf(await anybody().post("/api/auth/register", body));
    expect(error).toMatchObject({ code: "VALIDATION", field });
  });
});

describe("promise 10: a sign-in that ended", () => {
  test("opens nothing any more and its sockets are closed within 5 s; the same person's others stay", async () => {
    const agent = await makeAgent();
    const login = { email: agent.email, password: PASSWORD };
    const other = dataOf(await anybody().post("/api/auth/token", login)).token;
    const [ended, kept] = [await connect(agent), await connect(other)];
    const since = performance.now();
    await logOut({ user_id: agent.id, login_id: agent.actor.login_id });
    expect(errorOf(await rest(agent).get("/api/me")).code).toBe("UNAUTHENTICATED");
    await ended.closed();
    expect(performance.now() - since).toBeLessThan(5000);
    expect(await refused(agent)).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(dataOf(await kept.call("agent:activity_ping"))).toHaveProperty("status");
  });

  test("is refused at the very next event, before its socket is closed", async () => {
    const customer = await makeCustomer();
    const socket = await connect(customer);
    await logOut({ user_id: customer.id, login_id: customer.actor.login_id });
    const answer = await socket.call("chat:start", { subject: "My order" });
    expect(errorOf(answer).code).toBe("UNAUTHENTICATED");
    await socket.closed();
  });

  test("also when another process ended it: the database's word counts within 5 s", async () => {
    const customer = await makeCustomer();
    const socket = await connect(customer);
    const since = performance.now();
    await db().execute(sql`update logins set revoked_at = now() where user_id = ${customer.id}`);
    await socket.closed();
    expect(performance.now() - since).toBeLessThan(5000);
  });

  test("also when its time is over", async () => {
    const customer = await makeCustomer();
    const socket = await connect(customer);
    await db().execute(sql`update logins set expires_at = now() where user_id = ${customer.id}`);
    await socket.closed();
    expect(errorOf(await rest(customer).get("/api/me")).code).toBe("UNAUTHENTICATED");
  });
});

describe("staff", () => {
  test("an admin makes an agent with a password, who can sign in", async () => {
    const email = address();
    const body = { name: "Ada", email, role: "agent", password: PASSWORD, skills: ["billing"] };
    const answer = await rest(admin).post("/api/users", body);
    expect(answer.status).toBe(201);
    const { user, setup_path } = dataOf(answer);
    expect(setup_path).toBeNull();
    expect(user).toMatchObject({
      name: "Ada",
      email,
      role: "agent",
      skills: ["billing"],
      max_concurrent_chats: 5,
      active_chats: 0,
      is_active: true,
    });
    const login = await anybody().post("/api/auth/token", { email, password: PASSWORD });
    expect(dataOf(login).user.id).toBe(user.id);
    const again = await rest(admin).post("/api/users", { ...body, email: email.toUpperCase() });
    expect(errorOf(again)).toMatchObject({ code: "CONFLICT", field: "email" });
    const customer = await rest(admin).post("/api/users", { ...body, role: "customer" });
    expect(errorOf(customer)).toMatchObject({ code: "VALIDATION", field: "role" });
  });

  test("without a password the agent gets a link, with which one of two at once chooses one", async () => {
    const email = address();
    const made = await rest(admin).post("/api/users", { name: "Ada", email, role: "agent" });
    const { user, setup_path } = dataOf(made);
    const none = await anybody().post("/api/auth/token", { email, password: PASSWORD });
    expect(errorOf(none).code).toBe("UNAUTHENTICATED");
    const token = new URL(setup_path, "http://localhost").searchParams.get("token");
    const answers = await Promise.all([
      anybody().post("/api/setup", { token, password: PASSWORD }),
      anybody().post("/api/setup", { token, password: PASSWORD }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404]);
    const late = await anybody().post("/api/setup", { token, password: "another password" });
    expect(errorOf(late).code).toBe("NOT_FOUND");
    const login = await anybody().post("/api/auth/token", { email, password: PASSWORD });
    expect(dataOf(login).user).toMatchObject({ id: user.id, role: "agent" });
    // Who reads the table cannot use a link.
    const links = await db().select().from(setup_links);
    expect(JSON.stringify(links)).not.toContain(token);
  });

  test("a link that is over, or was never given, opens nothing", async () => {
    const made = await rest(admin).post("/api/users", {
      name: "Ada",
      email: address(),
      role: "agent",
    });
    const token = new URL(dataOf(made).setup_path, "http://localhost").searchParams.get("token");
    await db().execute(
      sql`update setup_links set expires_at = now() where user_id = ${dataOf(made).user.id}`,
    );
    for (const bad of [token, "never given"]) {
      const answer = await anybody().post("/api/setup", { token: bad, password: PASSWORD });
      expect(errorOf(answer).code).toBe("NOT_FOUND");
    }
  });

  test("a link that was lost or is over is replaced, and the one before it opens nothing", async () => {
    const body = { name: "Ada", email: address(), role: "agent" };
    const { user, setup_path } = dataOf(await rest(admin).post("/api/users", body));
    expect(user.is_invited).toBe(true);
    const tokenOf = (path: string) => new URL(path, "http://localhost").searchParams.get("token");
    const renew = (user_id: number) => rest(admin).post(`/api/users/${user_id}/setup-link`);
    const renewed = await renew(user.id);
    expect(renewed.status).toBe(201);
    const setUp = (path: string) =>
      anybody().post("/api/setup", { token: tokenOf(path), password: PASSWORD });
    expect(errorOf(await setUp(setup_path)).code).toBe("NOT_FOUND");
    expect(dataOf(await setUp(dataOf(renewed).setup_path)).user).toMatchObject({
      id: user.id,
      is_invited: false,
    });
    const rows = await db()
      .select()
      .from(audit_log)
      .where(eq(audit_log.subject_id, String(user.id)))
      .orderBy(audit_log.created_at);
    expect(rows.map(({ action, actor_id }) => [action, actor_id])).toEqual([
      ["user.create", admin.id],
      ["user.invite", admin.id],
    ]);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(dataOf(renewed).setup_path));
  });

  test("who forgot their password gets a link; the old password and its sign-ins end when it is used", async () => {
    const agent = await makeAgent();
    const { setup_path } = dataOf(await rest(admin).post(`/api/users/${agent.id}/setup-link`));
    const signIn = (password: string) =>
      anybody().post("/api/auth/token", { email: agent.email, password });
    const before = dataOf(await signIn(PASSWORD)).token;
    const token = new URL(setup_path, "http://localhost").searchParams.get("token");
    dataOf(await anybody().post("/api/setup", { token, password: "another password" }));
    for (const old of [agent.token, before]) {
      expect(errorOf(await rest(old).get("/api/me")).code).toBe("UNAUTHENTICATED");
    }
    expect(errorOf(await signIn(PASSWORD)).code).toBe("UNAUTHENTICATED");
    expect(dataOf(await signIn("another password")).user.id).toBe(agent.id);
    expect(errorOf(await anybody().post("/api/setup", { token, password: PASSWORD })).code).toBe(
      "NOT_FOUND",
    );
    const rows = await db()
      .select()
      .from(audit_log)
      .where(eq(audit_log.subject_id, String(agent.id)));
    expect(rows).toMatchObject([{ action: "user.reset_password", actor_id: admin.id }]);
  });

  test("an admin gives no link to a customer, nor to who is not active", async () => {
    const gone = await makeAgent();
    dataOf(await rest(admin).patch(`/api/users/${gone.id}`, { is_active: false }));
    for (const { id } of [gone, await makeCustomer()]) {
      const answer = await rest(admin).post(`/api/users/${id}/setup-link`);
      expect(errorOf(answer).code).toBe("NOT_FOUND");
    }
  });

  test("only active staff get another link", async () => {
    const customer = await makeCustomer();
    const body = { name: "Ada", email: address(), role: "agent" };
    const { user } = dataOf(await rest(admin).post("/api/users", body));
    dataOf(await rest(admin).patch(`/api/users/${user.id}`, { is_active: false }));
    for (const id of [customer.id, user.id, 999_999_999]) {
      const answer = await rest(admin).post(`/api/users/${id}/setup-link`);
      expect(errorOf(answer).code).toBe("NOT_FOUND");
    }
  });

  test("the link of somebody who is no longer staff makes nobody an admin", async () => {
    const made = await rest(admin).post("/api/users", {
      name: "Ada",
      email: address(),
      role: "agent",
    });
    const { user, setup_path } = dataOf(made);
    dataOf(await rest(admin).patch(`/api/users/${user.id}`, { role: "customer" }));
    const token = new URL(setup_path, "http://localhost").searchParams.get("token");
    const body = { token, name: "Mallory", email: address(), password: PASSWORD };
    expect(errorOf(await anybody().post("/api/setup", body)).code).toBe("NOT_FOUND");
  });

  test("the list has accounts and no guests, is searched by what was typed, and is paged", async () => {
    await anybody().post("/api/auth/guest", { name: "Listed? No" });
    const mark = `m${Date.now()}`;
    for (const name of [`${mark} 100%`, `${mark} 100`, `${mark}_x`]) {
      await makeAgent({ name });
    }
    const list = async (query: string) => dataOf(await rest(admin).get(`/api/users?${query}`));
    const names = (page: { items: { name: string }[] }) => page.items.map((one) => one.name);
    expect(names(await list(`q=${mark}`))).toEqual([`${mark} 100%`, `${mark} 100`, `${mark}_x`]);
    // What means something to LIKE means itself here.
    expect(names(await list(`q=${mark}+100%25`))).toEqual([`${mark} 100%`]);
    expect(names(await list(`q=${mark}_`))).toEqual([`${mark}_x`]);
    expect(names(await list("q=Listed"))).toEqual([]);
    expect(names(await list(`q=${mark}&role=admin`))).toEqual([]);
    const first = await list(`q=${mark}&limit=2`);
    expect(names(first)).toEqual([`${mark} 100%`, `${mark} 100`]);
    const second = await list(`q=${mark}&limit=2&cursor=${first.next_cursor}`);
    expect(names(second)).toEqual([`${mark}_x`]);
    expect(second.next_cursor).toBeNull();
    expect(JSON.stringify(first)).not.toContain("password");
  });

  test("promise 14: making and changing staff leaves a row in the audit log", async () => {
    const body = { name: "Ada", email: address(), role: "agent", password: PASSWORD };
    const { user } = dataOf(await rest(admin).post("/api/users", body));
    dataOf(await rest(admin).patch(`/api/users/${user.id}`, { role: "admin" }));
    const rows = await db()
      .select()
      .from(audit_log)
      .where(eq(audit_log.subject_id, String(user.id)))
      .orderBy(audit_log.created_at);
    expect(rows).toMatchObject([
      { actor_id: admin.id, action: "user.create", details: { role: "agent" } },
      { actor_id: admin.id, action: "user.update", details: { role: "admin" } },
    ]);
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });

  test("a guest cannot be made staff", async () => {
    const guest = dataOf(await anybody().post("/api/auth/guest", {})).user;
    const answer = await rest(admin).patch(`/api/users/${guest.id}`, { role: "admin" });
    expect(errorOf(answer).code).toBe("NOT_FOUND");
  });

  test("promise 6: a limit that is lowered takes no chat away, and no further one is given", async () => {
    const agent = await makeAgent({ max_concurrent_chats: 5 });
    const customer = await makeCustomer();
    for (let n = 0; n < 3; n++) await startActiveChat(customer, agent);
    const change = { max_concurrent_chats: 1 };
    const { user } = dataOf(await rest(admin).patch(`/api/users/${agent.id}`, change));
    expect(user).toMatchObject({ active_chats: 3, max_concurrent_chats: 1 });
    const { id } = await startChat(customer);
    const answer = await rest(agent).post(`/api/live-chat/${id}/accept`);
    expect(errorOf(answer)).toMatchObject({
      code: "AT_CAPACITY",
      details: { active_chats: 3, max_concurrent_chats: 1 },
    });
    const workload = dataOf(await rest(agent).get(`/api/live-chat/agent/${agent.id}/workload`));
    expect(workload).toMatchObject({ active_chats: 3, available_slots: 0, utilization: 3 });
    expect(workload.sessions).toHaveLength(3);
  });
});

describe("the last admin", () => {
  beforeEach(async () => {
    await db().execute(
      sql`update users set role = 'agent' where role = 'admin' and id <> ${admin.id}`,
    );
  });

  test.for([{ role: "agent" }, { role: "customer" }, { is_active: false }])(
    "stays an active admin: %j is a CONFLICT",
    async (change) => {
      const answer = await rest(admin).patch(`/api/users/${admin.id}`, change);
      expect(errorOf(answer).code).toBe("CONFLICT");
      expect(dataOf(await rest(admin).get("/api/me")).user.role).toBe("admin");
      const rename = { name: "Still the admin", role: "admin", is_active: true };
      expect(dataOf(await rest(admin).patch(`/api/users/${admin.id}`, rename)).user.name).toBe(
        "Still the admin",
      );
    },
  );

  test("an admin who is not active does not count", async () => {
    const other = await makeAdmin();
    dataOf(await rest(admin).patch(`/api/users/${other.id}`, { is_active: false }));
    const answer = await rest(admin).patch(`/api/users/${admin.id}`, { role: "agent" });
    expect(errorOf(answer).code).toBe("CONFLICT");
  });

  test("of two who demote each other at once one stays", async () => {
    for (let round = 0; round < 5; round++) {
      const other = await makeAdmin();
      // Both are known to be admins by now, so that neither is turned away at the door.
      await Promise.all([admin, other].map((who) => rest(who).get("/api/me")));
      await Promise.all([
        rest(admin).patch(`/api/users/${other.id}`, { role: "agent" }),
        rest(other).patch(`/api/users/${admin.id}`, { is_active: false }),
      ]);
      const left = await db().execute(sql`select id from users where role = 'admin' and is_active`);
      expect(left).toHaveLength(1);
      await db()
        .update(users)
        .set({ role: "admin", is_active: true })
        .where(eq(users.id, admin.id));
      await db().update(users).set({ role: "agent" }).where(eq(users.id, other.id));
    }
  });
});

describe("promise 10: who is staff no more", () => {
  test.for([{ is_active: false }, { role: "customer" }] as const)(
    "%j: their chats go back to the queue, their sockets are closed within 5 s",
    async (change) => {
      const agent = await makeAgent();
      const customer = await makeCustomer();
      const [one, other] = [
        await startActiveChat(customer, agent),
        await startActiveChat(customer, agent),
      ];
      const ended = await startActiveChat(customer, agent);
      dataOf(await rest(agent).post(`/api/live-chat/${ended.id}/end`));
      const own = await connect(customer);
      dataOf(await own.call("chat:join", { session_id: one.id }));
      const theirs = await connect(agent);
      const since = performance.now();
      const { user } = dataOf(await rest(admin).patch(`/api/users/${agent.id}`, change));
      expect(user.active_chats).toBe(0);
      const told = await own.next("chat:session_updated", (e) => e.session.id === one.id);
      expect(told.session).toMatchObject({ status: "pending", agent: null });
      await theirs.closed();
      expect(performance.now() - since).toBeLessThan(5000);

      const [row] = await db().select().from(users).where(eq(users.id, agent.id));
      expect(row?.active_chats).toBe(0);
      for (const { id } of [one, other]) {
        const [session] = await db().select().from(sessions).where(eq(sessions.id, id));
        expect(session).toMatchObject({ status: "pending", agent_id: null });
      }
      // What ended keeps its agent: whose chat it was.
      const [closed] = await db().select().from(sessions).where(eq(sessions.id, ended.id));
      expect(closed).toMatchObject({ status: "closed", agent_id: agent.id });
      const accept = await rest(agent).post(`/api/live-chat/${one.id}/accept`);
      expect(errorOf(accept).code).not.toBe("ALREADY_ASSIGNED");
      const assign = await rest(admin).post(`/api/live-chat/${one.id}/assign`, {
        agent_id: agent.id,
      });
      expect(errorOf(assign)).toMatchObject({ code: "NOT_FOUND", field: "agent_id" });
    },
  );

  test("a sign-in that a deactivation ended stays ended once the account is active again", async () => {
    const agent = await makeAgent();
    dataOf(await rest(admin).patch(`/api/users/${agent.id}`, { name: "Still signed in" }));
    expect((await rest(agent).get("/api/me")).status).toBe(200);
    for (const is_active of [false, true]) {
      dataOf(await rest(admin).patch(`/api/users/${agent.id}`, { is_active }));
      expect(errorOf(await rest(agent).get("/api/me")).code).toBe("UNAUTHENTICATED");
    }
    await expect(connect(agent)).rejects.toThrow();
    const login = { email: agent.email, password: PASSWORD };
    expect((await anybody().post("/api/auth/token", login)).status).toBe(200);
  });

  test("who is an admin no more loses the room of the admins, and keeps their chats", async () => {
    const boss = await makeAdmin();
    const customer = await makeCustomer();
    const session = await startActiveChat(customer, boss);
    const socket = await connect(boss);
    dataOf(await rest(admin).patch(`/api/users/${boss.id}`, { role: "agent" }));
    await socket.closed();
    expect(errorOf(await rest(boss).get("/api/users")).code).toBe("FORBIDDEN");
    const held = dataOf(await rest(boss).get(`/api/live-chat/${session.id}`)).session;
    expect(held).toMatchObject({ status: "active", agent: { id: boss.id } });
    const again = await connect(boss);
    const elsewhere = await startActiveChat(await makeCustomer(), admin);
    dataOf(await rest(admin).post(`/api/live-chat/${elsewhere.id}/end`));
    const updates = await again.all("chat:session_updated");
    const ends = updates.filter(({ session: one }) => one.status === "closed");
    expect(ends).toEqual([]);
  });
});

describe("the first admin", () => {
  const env = (more: Record<string, string> = {}) => readEnv(more);

  test("is the one that the environment names, and nobody is made once there is one", async () => {
    const named = env({ PARLEY_ADMIN_EMAIL: "Boss@Example.org", PARLEY_ADMIN_PASSWORD: PASSWORD });
    const is_boss = sql`select id from users where email = 'boss@example.org'`;
    expect(await makeFirstAdmin(named)).toBeNull();
    expect(await db().execute(is_boss)).toEqual([]);
    await db().execute(sql`update users set is_active = false where role = 'admin'`);
    expect(await makeFirstAdmin(named)).toBeNull();
    const login = { email: "boss@example.org", password: PASSWORD };
    expect(dataOf(await anybody().post("/api/auth/token", login)).user.role).toBe("admin");
    await db().execute(sql`update users set is_active = false where role = 'admin'`);
  });

  test("or who uses the link, of which only the newest is good, and only once", async () => {
    await db().execute(sql`update users set is_active = false where role = 'admin'`);
    const tokens: (string | null)[] = [];
    for (let n = 0; n < 2; n++) {
      const path = await makeFirstAdmin(env());
      tokens.push(new URL(path ?? "", "http://localhost").searchParams.get("token"));
    }
    const [older, newer] = tokens;
    const person = () => ({ name: "Ada", email: address(), password: PASSWORD });
    const use = (token: unknown, body = person()) =>
      anybody().post("/api/setup", { token, ...body });
    expect(errorOf(await use(older)).code).toBe("NOT_FOUND");
    const nameless = await anybody().post("/api/setup", { token: newer, password: PASSWORD });
    expect(errorOf(nameless)).toMatchObject({ code: "VALIDATION", field: "name" });
    const answers = await Promise.all([use(newer), use(newer), use(newer)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    expect(await makeFirstAdmin(env())).toBeNull();
  });

  test("a link is good no more once there is an admin in another way", async () => {
    await db().execute(sql`update users set is_active = false where role = 'admin'`);
    const path = await makeFirstAdmin(env());
    const token = new URL(path ?? "", "http://localhost").searchParams.get("token");
    await db().execute(sql`update users set is_active = true where role = 'admin'`);
    const body = { token, name: "Ada", email: address(), password: PASSWORD };
    expect(errorOf(await anybody().post("/api/setup", body)).code).toBe("NOT_FOUND");
  });

  test("half of an account is said in a sentence", async () => {
    const half = env({ PARLEY_ADMIN_EMAIL: "boss@example.org" });
    await expect(makeFirstAdmin(half)).rejects.toThrow("go together");
  });
});
