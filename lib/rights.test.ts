import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeAll, describe, expect, test } from "vitest";
import { db, transaction } from "@/db/client";
import { attachments } from "@/db/schema/attachments";
import { canned_responses } from "@/db/schema/canned-responses";
import { kb_articles } from "@/db/schema/kb-articles";
import { sessions } from "@/db/schema/sessions";
import { two_factors } from "@/db/schema/users";
import type { ErrorBody } from "@/lib/errors";
import { logIn } from "@/lib/logins/commands";
import { appendMessage } from "@/lib/messages/commands";
import { agentHandlers } from "@/lib/realtime/handlers/agents";
import { cannedResponseHandlers } from "@/lib/realtime/handlers/canned-responses";
import type { On } from "@/lib/realtime/handlers/handler";
import { messageHandlers } from "@/lib/realtime/handlers/messages";
import { sessionHandlers } from "@/lib/realtime/handlers/sessions";
import { RIGHTS } from "@/lib/rights";
import { codeAt, makeTotpSecret } from "@/lib/two-factor/codes";
import { contextOf } from "@/lib/two-factor/queries";
import { storage } from "@/lib/uploads/storage";
import { seal } from "@/lib/users/secrets";
import { bePresent, type Client, connect, refused } from "@/testing/connect";
import {
  BY_ROLE,
  ON_SESSION,
  type Outcome,
  STANDINGS,
  type Standing,
} from "@/testing/expected-rights";
import { withServer } from "@/testing/gateway";
import {
  insertChat,
  makeAdmin,
  makeAgent,
  makeCustomer,
  makeGuest,
  PASSWORD,
  type Person,
} from "@/testing/people";
import { CALL_HEADER, keepQueries, queriesOf } from "@/testing/queries";
import { type Answer, dataOf, rest } from "@/testing/rest";
import { ROUTES } from "@/testing/rest-server";

withServer();

type Status = "pending" | "active" | "closed";
type Target = {
  session_id: string;
  message_id: string;
  agent_id: number;
  canned_response_id: string;
  kb_article_id: string;
  /** The file of a message, and that of a note. */
  attachment_id: string;
  note_attachment_id: string;
};
type RestCall = ["get" | "post" | "patch" | "put" | "delete", string, unknown?];
type SocketCall = [string, unknown];
/** How an operation is called over each adapter that has it. */
type Calls<T> = { rest?: ((target: T) => RestCall)[]; socket?: ((target: T) => SocketCall)[] };

const text = (more = {}) => ({ type: "text", client_id: uuidv7(), content: "Hello", ...more });
const chat = (id: string) => `/api/live-chat/${id}`;
const fileOf = (id: string) => `/api/chat-upload/${id}`;
const PDF = Buffer.from("%PDF-1.4\n%%EOF\n");

function upload(session_id: string): FormData {
  const form = new FormData();
  form.set("session_id", session_id);
  form.set("file", new File([PDF], "bill.pdf", { type: "application/pdf" }));
  return form;
}

const CALLS_ON_SESSION: Record<string, Calls<Target>> = {
  "session.read": {
    rest: [
      ({ session_id }) => ["get", chat(session_id)],
      ({ session_id }) => ["get", `${chat(session_id)}/messages`],
      ({ session_id }) => ["get", `${chat(session_id)}/transcript?format=json`],
      ({ session_id }) => ["get", `${chat(session_id)}/events`],
      ({ session_id }) => ["get", `${chat(session_id)}/rating`],
      ({ session_id }) => ["get", `/api/live-chat/search?q=hello&session_id=${session_id}`],
      ({ attachment_id }) => ["get", fileOf(attachment_id)],
    ],
    socket: [
      ({ session_id }) => ["chat:join", { session_id }],
      ({ session_id }) => ["chat:leave", { session_id }],
    ],
  },
  "session.accept": {
    rest: [({ session_id }) => ["post", `${chat(session_id)}/accept`]],
    socket: [({ session_id }) => ["chat:accept", { session_id }]],
  },
  "session.end": {
    rest: [({ session_id }) => ["post", `${chat(session_id)}/end`]],
    socket: [({ session_id }) => ["chat:end", { session_id }]],
  },
  "session.release": {
    rest: [({ session_id }) => ["post", `${chat(session_id)}/release`]],
    socket: [({ session_id }) => ["chat:release", { session_id }]],
  },
  "session.assign": {
    rest: [({ session_id, agent_id }) => ["post", `${chat(session_id)}/assign`, { agent_id }]],
  },
  "assignment.read": {
    rest: [({ session_id }) => ["get", `${chat(session_id)}/assignments`]],
  },
  "session.transfer": {
    rest: [({ session_id, agent_id }) => ["post", `${chat(session_id)}/transfer`, { agent_id }]],
    socket: [({ session_id, agent_id }) => ["chat:transfer", { session_id, agent_id }]],
  },
  "session.rate": {
    rest: [({ session_id }) => ["post", `${chat(session_id)}/rating`, { score: 5 }]],
  },
  "message.send": {
    rest: [
      ({ session_id }) => ["post", `${chat(session_id)}/messages`, text()],
      ({ session_id }) => ["post", "/api/chat-upload/upload", upload(session_id)],
    ],
    socket: [({ session_id }) => ["chat:send_message", text({ session_id })]],
  },
  "note.write": {
    rest: [
      ({ session_id }) => ["post", `${chat(session_id)}/messages`, text({ is_internal: true })],
    ],
    socket: [({ session_id }) => ["chat:send_message", text({ session_id, is_internal: true })]],
  },
  "note.read": {
    rest: [
      ({ session_id }) => ["get", `${chat(session_id)}/messages`],
      ({ session_id }) => ["get", `${chat(session_id)}/messages?after_seq=0`],
      ({ session_id }) => ["get", `${chat(session_id)}/messages?before_seq=9`],
      ({ session_id }) => ["get", `${chat(session_id)}/transcript?format=json`],
      ({ note_attachment_id }) => ["get", fileOf(note_attachment_id)],
    ],
    socket: [
      ({ session_id }) => ["chat:join", { session_id }],
      ({ session_id }) => ["chat:join", { session_id, after_seq: 0, after_note_seq: 0 }],
    ],
  },
  "message.seen": {
    socket: [({ session_id, message_id }) => ["chat:seen", { session_id, message_id }]],
  },
  "message.typing": {
    socket: [({ session_id }) => ["chat:typing", { session_id, is_typing: false }]],
  },
  "customer.read": {
    rest: [({ session_id }) => ["get", `${chat(session_id)}/customer-context`]],
  },
  "ticket.convert": {
    rest: [({ session_id }) => ["post", `${chat(session_id)}/convert-to-ticket`]],
  },
  "canned_response.use": {
    rest: [
      ({ session_id, canned_response_id }) => [
        "post",
        `${chat(session_id)}/use-canned-response`,
        { client_id: uuidv7(), canned_response_id },
      ],
    ],
    socket: [
      ({ session_id, canned_response_id }) => [
        "chat:use_canned_response",
        { session_id, client_id: uuidv7(), canned_response_id },
      ],
    ],
  },
  "kb_article.share": {
    rest: [
      ({ session_id, kb_article_id }) => [
        "post",
        `${chat(session_id)}/messages`,
        { type: "kb_article", client_id: uuidv7(), kb_article_id },
      ],
    ],
    socket: [
      ({ session_id, kb_article_id }) => [
        "chat:send_message",
        { session_id, type: "kb_article", client_id: uuidv7(), kb_article_id },
      ],
    ],
  },
  "draft.read": {
    rest: [({ session_id }) => ["get", `${chat(session_id)}/draft`]],
  },
  "draft.write": {
    rest: [
      ({ session_id }) => ["put", `${chat(session_id)}/draft`, { content: "Hel" }],
      ({ session_id }) => ["put", `${chat(session_id)}/draft`, { content: "" }],
    ],
  },
};

type Ids = {
  /** Another sign-in of the same person. */
  own_login_id: string;
  totp_secret: string;
  own_id: number;
  other_id: number;
  invited_id: number;
  customer_id: number;
  ticket_id: string;
  own_response_id: string;
  shared_response_id: string;
  draft_article_id: string;
  published_article_id: string;
};

const CALLS_BY_ROLE: Record<string, Calls<Ids>> = {
  "session.start": {
    rest: [() => ["post", "/api/live-chat/start", { subject: "My order" }]],
    socket: [() => ["chat:start", { subject: "My order" }]],
  },
  "session.list_own": { rest: [() => ["get", "/api/live-chat/sessions"]] },
  "session.list_all": { rest: [() => ["get", "/api/live-chat/admin/all-sessions"]] },
  "queue.read": {
    rest: [
      () => ["get", "/api/live-chat/agent/sessions"],
      () => ["get", "/api/live-chat/agent/sessions?status=pending"],
      () => ["get", "/api/live-chat/queue/stats"],
    ],
  },
  "message.export": {
    rest: [
      () => [
        "get",
        "/api/live-chat/admin/export?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z",
      ],
    ],
  },
  "message.search": { rest: [() => ["get", "/api/live-chat/search?q=hello"]] },
  "agent.list": { rest: [() => ["get", "/api/agents"]] },
  "agent.set_own_status": {
    socket: [() => ["agent:activity_ping", {}], () => ["agent:set_status", { status: "busy" }]],
  },
  "agent.read_own_workload": {
    rest: [({ own_id }) => ["get", `/api/live-chat/agent/${own_id}/workload`]],
  },
  "agent.read_any_workload": {
    rest: [({ other_id }) => ["get", `/api/live-chat/agent/${other_id}/workload`]],
  },
  "ticket.list": { rest: [() => ["get", "/api/tickets"]] },
  "ticket.create": {
    rest: [({ customer_id }) => ["post", "/api/tickets", { customer_id, subject: "A lamp" }]],
  },
  "ticket.read": {
    rest: [
      ({ ticket_id }) => ["get", `/api/tickets/${ticket_id}`],
      ({ ticket_id }) => ["get", `/api/tickets/${ticket_id}/comments`],
      ({ ticket_id }) => ["get", `/api/tickets/${ticket_id}/transcript`],
    ],
  },
  "ticket.change": {
    rest: [({ ticket_id }) => ["patch", `/api/tickets/${ticket_id}`, { priority: "high" }]],
  },
  "ticket.comment": {
    rest: [
      ({ ticket_id }) => [
        "post",
        `/api/tickets/${ticket_id}/comments`,
        { client_id: uuidv7(), content: "Hello" },
      ],
    ],
  },
  "canned_response.read": {
    rest: [
      () => ["get", "/api/canned-responses"],
      ({ own_response_id }) => ["get", `/api/canned-responses/${own_response_id}`],
    ],
  },
  "canned_response.write_own": {
    rest: [
      () => ["post", "/api/canned-responses", { name: "Hello", content: "Hello" }],
      ({ own_response_id: id }) => ["patch", `/api/canned-responses/${id}`, { name: "New" }],
      ({ own_response_id: id }) => ["delete", `/api/canned-responses/${id}`],
    ],
  },
  "canned_response.write_shared": {
    rest: [
      () => ["post", "/api/canned-responses", { name: "A", content: "B", is_shared: true }],
      ({ shared_response_id: id }) => ["patch", `/api/canned-responses/${id}`, { name: "New" }],
      ({ shared_response_id: id }) => ["delete", `/api/canned-responses/${id}`],
    ],
  },
  "kb_article.read": {
    rest: [
      () => ["get", "/api/kb-articles"],
      () => ["get", "/api/kb-articles?q=help"],
      () => ["get", "/api/kb-articles/categories"],
      ({ published_article_id: id }) => ["get", `/api/kb-articles/${id}`],
    ],
  },
  "kb_article.write_draft": {
    rest: [
      () => ["post", "/api/kb-articles", { title: "Help", content: "Help" }],
      () => ["post", "/api/kb-articles/preview", { content: "Help" }],
      ({ draft_article_id: id }) => ["patch", `/api/kb-articles/${id}`, { version: 1, title: "A" }],
      ({ draft_article_id: id }) => ["delete", `/api/kb-articles/${id}`],
    ],
  },
  "kb_article.publish": {
    rest: [
      () => ["post", "/api/kb-articles", { title: "A", content: "B", status: "published" }],
      ({ published_article_id: id }) => [
        "patch",
        `/api/kb-articles/${id}`,
        { version: 1, title: "Other" },
      ],
      ({ published_article_id: id }) => ["delete", `/api/kb-articles/${id}`],
    ],
  },
  "user.change_own_password": {
    rest: [() => ["put", "/api/me/password", { password: PASSWORD, new_password: PASSWORD }]],
  },
  "login.manage_own": {
    rest: [
      () => ["get", "/api/me/logins"],
      ({ own_login_id: id }) => ["delete", `/api/me/logins/${id}`],
      () => ["delete", "/api/me/logins"],
    ],
  },
  // In this order: one has been begun, and each does what the one before made possible.
  "two_factor.manage_own": {
    rest: [
      ({ totp_secret }) => ["put", "/api/me/two-factor", { code: codeAt(totp_secret) }],
      () => ["get", "/api/me/two-factor"],
      () => ["post", "/api/me/two-factor/recovery-codes", { password: PASSWORD }],
      () => ["delete", "/api/me/two-factor", { password: PASSWORD }],
      () => ["post", "/api/me/two-factor", { password: PASSWORD }],
    ],
  },
  "user.read_self": { rest: [() => ["get", "/api/me"]] },
  "settings.manage": {
    // With nothing named it changes nothing, and so it can be called again.
    rest: [() => ["get", "/api/settings"], () => ["patch", "/api/settings", { version: 0 }]],
  },
  "user.manage": {
    rest: [
      () => ["get", "/api/users"],
      () => [
        "post",
        "/api/users",
        { name: "New", email: `${uuidv7()}@example.org`, role: "agent" },
      ],
      ({ other_id }) => ["patch", `/api/users/${other_id}`, { skills: ["returns"] }],
      ({ invited_id }) => ["post", `/api/users/${invited_id}/setup-link`],
      ({ other_id }) => ["delete", `/api/users/${other_id}/two-factor`],
    ],
  },
  "customer.export": {
    rest: [({ customer_id: id }) => ["get", `/api/users/${id}/export`]],
  },
  "customer.erase": { rest: [({ customer_id: id }) => ["post", `/api/users/${id}/erase`]] },
  "audit.read": { rest: [() => ["get", "/api/audit"]] },
  "analytics.read": { rest: [() => ["get", "/api/analytics"]] },
  "zendesk.manage": { rest: [() => ["get", "/api/zendesk"], () => ["post", "/api/zendesk"]] },
};

/** One that nobody has, and its customer. */
async function unassignedTicket(): Promise<{ ticket_id: string; customer_id: number }> {
  const { id: customer_id } = await makeCustomer();
  const body = { customer_id, subject: "A lamp" };
  const { ticket } = dataOf(await rest(await makeAdmin()).post("/api/tickets", body));
  return { ticket_id: ticket.id, customer_id };
}

/** Open to everyone, or next-auth's. */
const WITHOUT_RIGHTS = new Set([
  "/api/[[...path]]",
  "/api/auth/customer/[...nextauth]",
  "/api/auth/guest",
  "/api/auth/register",
  "/api/auth/staff/[...nextauth]",
  "/api/auth/token",
  "/api/health",
  "/api/live-chat/availability",
  "/api/ready",
  "/api/setup",
]);

async function insertResponse(owner_id: number | null): Promise<string> {
  const id = uuidv7();
  const values = { id, owner_id, name: "Hello", content: "Hello" };
  await db().insert(canned_responses).values(values);
  return id;
}

async function insertArticle(is_published: boolean): Promise<string> {
  const id = uuidv7();
  const { id: updated_by } = await makeAdmin();
  const published_at = is_published ? new Date().toISOString() : null;
  const values = { id, title: "Help", summary: "", content: "Help", published_at, updated_by };
  await db().insert(kb_articles).values(values);
  return id;
}

/** A second factor that waits for its first code; the rights of who has it are not asked. */
async function beginTwoFactor({ id: user_id }: Person): Promise<string> {
  const secret = makeTotpSecret();
  await db()
    .insert(two_factors)
    .values({ user_id, sealed_secret: seal(secret, contextOf(user_id)) });
  return secret;
}

const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

/** A file of a message or of a note, in the storage. */
async function insertFile(session_id: string, message: { id: string; sender_id: number | null }) {
  const id = uuidv7();
  const path = join(tmpdir(), id);
  await writeFile(path, PDF);
  await storage().put(id, path);
  await db()
    .insert(attachments)
    .values({
      id,
      session_id,
      uploader_id: message.sender_id as number,
      message_id: message.id,
      name: "bill.pdf",
      size: PDF.length,
      mime_type: "application/pdf",
      created_at: sql`now()`,
    });
  return id;
}

/** An answer of either adapter: what it did, and whether a note was in it. */
function outcomeOf(envelope: Answer["body"], shows_notes: boolean): Outcome {
  if (!envelope.ok) return envelope.error.code as Outcome;
  // A file is there or not.
  if (!shows_notes || envelope.data === null) return "ok";
  const { messages } = envelope.data as { messages: { is_internal: boolean }[] };
  return messages.some((message) => message.is_internal) ? "ok" : "no notes";
}

test("every operation has an expectation and a way to call it, and the other way round", () => {
  const operations = sorted(Object.keys(RIGHTS));
  const expected = [...ON_SESSION.map((row) => row.operation), ...Object.keys(BY_ROLE)];
  expect(sorted(expected)).toEqual(operations);
  expect(sorted([...Object.keys(CALLS_ON_SESSION), ...Object.keys(CALLS_BY_ROLE)])).toEqual(
    operations,
  );
  for (const operation of Object.keys(CALLS_ON_SESSION)) {
    const states = ON_SESSION.filter((row) => row.operation === operation).map((r) => r.status);
    expect(sorted(states), operation).toEqual(["active", "closed", "pending"]);
  }
});

test("every event that a client may send is among the calls", () => {
  const events: string[] = [];
  const on = ((event: string) => events.push(event)) as unknown as On;
  for (const register of [sessionHandlers, messageHandlers, agentHandlers, cannedResponseHandlers])
    register(on);
  const target = {
    session_id: "",
    message_id: "",
    agent_id: 1,
    canned_response_id: "",
    kb_article_id: "",
    attachment_id: "[id]",
    note_attachment_id: "[id]",
  };
  const called = [
    ...Object.values(CALLS_ON_SESSION).flatMap((calls) => calls.socket?.map((c) => c(target)[0])),
    ...Object.values(CALLS_BY_ROLE).flatMap((calls) => calls.socket?.map((c) => c({} as Ids)[0])),
  ].filter((event) => event !== undefined);
  expect(sorted(called)).toEqual(sorted(events));
});

test("every REST call that needs a sign-in is among the calls", async () => {
  const target = {
    session_id: "[session_id]",
    message_id: "",
    agent_id: 1,
    canned_response_id: "",
    kb_article_id: "",
    attachment_id: "[id]",
    note_attachment_id: "[id]",
  };
  const ids = {
    own_login_id: "[id]",
    totp_secret: makeTotpSecret(),
    own_id: "[id]",
    other_id: "[id]",
    customer_id: "[id]",
    invited_id: "[id]",
    ticket_id: "[ticket_id]",
    own_response_id: "[id]",
    shared_response_id: "[id]",
    draft_article_id: "[id]",
    published_article_id: "[id]",
  } as unknown as Ids;
  const called = [
    ...Object.values(CALLS_ON_SESSION).flatMap((calls) => calls.rest?.map((c) => c(target))),
    ...Object.values(CALLS_BY_ROLE).flatMap((calls) => calls.rest?.map((c) => c(ids as never))),
  ]
    .filter((call) => call !== undefined)
    .map(([method, path]) => `${method.toUpperCase()} ${path.split("?")[0]}`);
  const there: string[] = [];
  for (const { path, load } of ROUTES) {
    if (WITHOUT_RIGHTS.has(path)) continue;
    const named = path
      .replace("[agent_id]", "[id]")
      .replace("[attachment_id]", "[id]")
      .replace("[user_id]", "[id]")
      .replace("[login_id]", "[id]")
      .replace("[canned_response_id]", "[id]")
      .replace("[kb_article_id]", "[id]");
    for (const method of Object.keys(await load())) there.push(`${method} ${named}`);
  }
  expect(sorted(called)).toEqual(sorted(there));
});

describe("promise 9: rights on a session are the same over REST and over sockets", () => {
  const staff = {} as Record<Standing, Person>;
  const sockets = new Map<string, Promise<Client>>();
  let colleague: Person;
  let canned_response_id: string;
  let kb_article_id: string;

  beforeAll(async () => {
    staff.assignee = await makeAgent();
    staff["former assignee"] = await makeAgent();
    staff["agent of the customer's other chat"] = await makeAgent();
    staff["unrelated agent"] = await makeAgent();
    staff.admin = await makeAdmin();
    staff["admin who is the assignee"] = await makeAdmin();
    keepQueries();
    colleague = await makeAgent();
    canned_response_id = await insertResponse(null);
    kb_article_id = await insertArticle(true);
  });

  /** A session in that state with a message and a note in it, and who stands to it like that. */
  async function stage(standing: Standing, status: Status) {
    const customer = await (standing === "its guest" ? makeGuest() : makeCustomer());
    const holder = standing === "admin who is the assignee" ? staff[standing] : staff.assignee;
    const session_id = await insertChat({
      customer,
      // Nothing is written into a closed one: it ends below.
      status: status === "pending" ? "pending" : "active",
      agent: status === "pending" ? null : holder,
      former: staff["former assignee"],
    });
    if (standing === "agent of the customer's other chat") {
      await insertChat({ customer, status: "active", agent: staff[standing] });
    }
    const entry = { type: "text", content: "Hello", client_id: "first" } as const;
    const { message, note } = await transaction(async (tx) => {
      const message = await appendMessage(tx, session_id, {
        ...entry,
        sender_id: customer.id,
        sender_type: "customer",
        is_internal: false,
      });
      const note = await appendMessage(tx, session_id, {
        ...entry,
        sender_id: staff["former assignee"].id,
        sender_type: "agent",
        is_internal: true,
      });
      if (status === "closed") {
        const ended = { status, ended_at: sql`now()` };
        await tx.update(sessions).set(ended).where(eq(sessions.id, session_id));
      }
      return { message, note };
    });
    const others = { "another customer": makeCustomer, "another guest": makeGuest };
    const who =
      standing === "its customer" || standing === "its guest"
        ? customer
        : standing === "another customer" || standing === "another guest"
          ? await others[standing]()
          : standing === "nobody"
            ? null
            : standing === "bad token"
              ? { token: "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c" }
              : staff[standing];
    return {
      who,
      target: {
        session_id,
        message_id: message.id,
        agent_id: colleague.id,
        canned_response_id,
        kb_article_id,
        attachment_id: await insertFile(session_id, message),
        note_attachment_id: await insertFile(session_id, note),
      },
    };
  }

  /** Staff call often, so each keeps one socket. */
  function socketOf(who: { token: string }): Promise<Client> {
    const socket = sockets.get(who.token) ?? connect(who, { keep: true });
    sockets.set(who.token, socket);
    return socket;
  }

  async function overSocket(
    who: { token: string } | null,
    standing: Standing,
    [event, payload]: SocketCall,
    keep: boolean,
  ): Promise<Answer["body"]> {
    if (standing === "nobody" || standing === "bad token") {
      return { ok: false, error: (await refused(who)) as ErrorBody };
    }
    const socket = keep ? await socketOf(who as Person) : await connect(who);
    const answer = await socket.emit(event, payload);
    if (!keep) socket.close();
    return answer;
  }

  let calls_made = 0;
  /** Named, so that its queries are known. */
  async function overRest(who: { token: string } | null, [method, path, body]: RestCall) {
    const name = `call ${++calls_made}`;
    const answer = await rest(who, { [CALL_HEADER]: name })[method](path, body);
    // Who calls is looked up now and then, whatever it is that they ask for.
    const queries = queriesOf(name).filter((text) => !text.includes('from "logins"'));
    return { ...answer, queries };
  }

  const rows = ON_SESSION.flatMap(({ operation, status, outcomes }) =>
    STANDINGS.filter((standing) => outcomes[standing] !== "-").map((standing) => ({
      operation,
      status,
      standing,
      outcome: outcomes[standing],
    })),
  );

  test.for(rows)("$operation, $status: $standing → $outcome", async (row) => {
    const { operation, status, standing, outcome } = row;
    const calls = CALLS_ON_SESSION[operation] as Calls<Target>;
    const shows_notes = operation === "note.read";
    const unknown = {
      session_id: uuidv7(),
      message_id: uuidv7(),
      agent_id: colleague.id,
      canned_response_id,
      kb_article_id,
      attachment_id: uuidv7(),
      note_attachment_id: uuidv7(),
    };
    // A chat is handed on to who is there.
    if (operation === "session.transfer") await bePresent(colleague);
    for (const call of calls.rest ?? []) {
      const { who, target } = await stage(standing, status);
      const path = call(target)[1];
      // What has no message without the note is not there for who reads none.
      const is_hidden = outcome === "no notes" && path.startsWith("/api/chat-upload/");
      const expected = is_hidden ? "NOT_FOUND" : outcome;
      const answer = await overRest(who, call(target));
      expect(outcomeOf(answer.body, shows_notes), `REST ${path}`).toBe(expected);
      if (expected !== "NOT_FOUND") continue;
      // One who may not know of it learns nothing: it is as if it were not there.
      expect(answer).toMatchObject({ status: 404 });
      const of_none = await overRest(who, call(unknown));
      expect(answer.body).toEqual(of_none.body);
      expect(answer.queries, `queries of REST ${path}`).toEqual(of_none.queries);
    }
    for (const call of calls.socket ?? []) {
      const { who, target } = await stage(standing, status);
      const keep = standing in staff;
      const answer = await overSocket(who, standing, call(target), keep);
      expect(outcomeOf(answer, shows_notes), call(target)[0]).toBe(outcome);
      if (outcome !== "NOT_FOUND") continue;
      expect(answer).toEqual(await overSocket(who, standing, call(unknown), keep));
    }
  });
});

describe("promise 9: rights that concern no session", () => {
  const makers = { customer: makeCustomer, guest: makeGuest, agent: makeAgent, admin: makeAdmin };
  const rows = Object.entries(BY_ROLE).flatMap(([operation, outcomes]) =>
    Object.entries(outcomes).map(([role, outcome]) => ({
      operation,
      role: role as keyof typeof makers,
      outcome,
    })),
  );

  test.for(rows)("$operation: $role → $outcome", async ({ operation, role, outcome }) => {
    const calls = CALLS_BY_ROLE[operation] as (typeof CALLS_BY_ROLE)[string];
    const who = await makers[role]();
    const invited = { name: "New", email: `${uuidv7()}@example.org`, role: "agent" };
    const { user } = dataOf(await rest(await makeAdmin()).post("/api/users", invited));
    const ids = {
      own_login_id: (await logIn(who.id)).login_id,
      totp_secret: await beginTwoFactor(who),
      own_id: who.id,
      other_id: (await makeAgent()).id,
      invited_id: user.id,
      ...(await unassignedTicket()),
      own_response_id: await insertResponse(who.id),
      shared_response_id: await insertResponse(null),
      draft_article_id: await insertArticle(false),
      published_article_id: await insertArticle(true),
    };
    for (const call of calls.rest ?? []) {
      const [method, path, body] = call(ids);
      const { body: envelope } = await rest(who)[method](path, body);
      expect(outcomeOf(envelope, false), `${method} ${path}`).toBe(outcome);
    }
    for (const call of calls.socket ?? []) {
      const socket = await connect(who);
      expect(outcomeOf(await socket.emit(...call(ids)), false), call(ids)[0]).toBe(outcome);
    }
  });

  test.for(Object.keys(BY_ROLE))("%s: nobody and bad tokens are not let in", async (operation) => {
    const agent = await makeAgent();
    const response_id = await insertResponse(agent.id);
    const ids = {
      own_login_id: uuidv7(),
      totp_secret: makeTotpSecret(),
      own_id: agent.id,
      other_id: agent.id,
      invited_id: agent.id,
      customer_id: agent.id,
      ticket_id: uuidv7(),
      own_response_id: response_id,
      shared_response_id: response_id,
      draft_article_id: uuidv7(),
      published_article_id: uuidv7(),
    };
    for (const call of CALLS_BY_ROLE[operation]?.rest ?? []) {
      for (const who of [null, { token: "garbage" }]) {
        const [method, path, body] = call(ids);
        const answer = await rest(who)[method](path, body);
        expect(answer.status).toBe(401);
        expect(outcomeOf(answer.body, false), path).toBe("UNAUTHENTICATED");
      }
    }
  });
});
