import { uuidv7 } from "uuidv7";
import { beforeAll, describe, expect, test } from "vitest";
import { encodeCursor } from "@/lib/cursor";
import { readLogUntil } from "@/lib/messages/queries";
import type { Ticket, TicketStatus } from "@/lib/tickets/contract";
import { TICKET_STATUSES } from "@/lib/tickets/contract";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import {
  insertChat,
  makeAdmin,
  makeAgent,
  makeCustomer,
  type Person,
  say,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { type Answer, dataOf, errorOf, rest } from "@/testing/rest";

withServer();

const convert = (who: Person, session_id: string, body?: unknown) =>
  rest(who).post(`/api/live-chat/${session_id}/convert-to-ticket`, body);
const ticketIn = (answer: Answer): Ticket => dataOf(answer).ticket;
const change = (who: Person, { id }: Ticket, body: unknown) =>
  rest(who).patch(`/api/tickets/${id}`, body);
const logOf = async (who: Person, session_id: string) =>
  dataOf(await rest(who).get(`/api/live-chat/${session_id}/messages`)).messages;

let customer: Person;
let agent: Person;
let colleague: Person;
let admin: Person;

beforeAll(async () => {
  [customer, agent, colleague, admin] = await Promise.all([
    makeCustomer(),
    makeAgent(),
    makeAgent(),
    makeAdmin(),
  ]);
});

const madeTicket = async (whose = agent) => {
  const session = await startActiveChat(await makeCustomer(), whose);
  return ticketIn(await convert(whose, session.id));
};

describe("a chat that becomes a ticket", () => {
  test("is linked with it, and both sides read it in the log", async () => {
    const session = await startActiveChat(customer, agent, { priority: "high" });
    const ticket = ticketIn(await convert(agent, session.id, { subject: "Send a new lamp" }));
    expect(ticket).toMatchObject({
      subject: "Send a new lamp",
      status: "open",
      priority: "high",
      session_id: session.id,
      customer: { id: customer.id, name: customer.name },
      assignee: { id: agent.id, name: agent.name },
    });
    for (const who of [customer, agent]) {
      const chat = dataOf(await rest(who).get(`/api/live-chat/${session.id}`)).session;
      expect(chat).toMatchObject({ ticket_id: ticket.id, ticket_number: ticket.number });
      expect((await logOf(who, session.id)).at(-1)).toMatchObject({
        sender_type: "system",
        sender_id: null,
        content: `Ticket #${ticket.number} was made from this chat`,
      });
    }
  });

  test("has its subject where none is given, and stays a chat in which one writes", async () => {
    const session = await startActiveChat(customer, agent, { subject: "A lamp" });
    const ticket = ticketIn(await convert(agent, session.id));
    expect(ticket.subject).toBe("A lamp");
    expect((await say(customer, session.id, "And another thing")).seq).toBe(2);
  });

  test("is made one once, also by many at once, and says so once", async () => {
    const session = await startActiveChat(customer, agent);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => convert(n % 2 ? admin : agent, session.id)),
    );
    const ids = new Set(answers.map((answer) => ticketIn(answer).id));
    expect(ids.size).toBe(1);
    const later = ticketIn(await convert(agent, session.id, { subject: "Another" }));
    expect(ids.has(later.id)).toBe(true);
    expect(later.subject).not.toBe("Another");
    expect(await logOf(agent, session.id)).toHaveLength(1);
  });

  test("may have ended: its log takes nothing any more, and the ticket stands beside it (7)", async () => {
    const session = await startActiveChat(customer, agent);
    dataOf(await rest(agent).post(`/api/live-chat/${session.id}/end`));
    const log = await logOf(customer, session.id);
    const { number } = ticketIn(await convert(agent, session.id));
    expect(await logOf(customer, session.id)).toEqual(log);
    const read = dataOf(await rest(customer).get(`/api/live-chat/${session.id}`)).session;
    expect(read).toMatchObject({ ticket_number: number });
    const late = { type: "text", client_id: "late", content: "Hello" };
    const answer = await rest(customer).post(`/api/live-chat/${session.id}/messages`, late);
    expect(errorOf(answer).code).toBe("CHAT_CLOSED");
  });

  test("waits for its answer as long as before: what the system says is none", async () => {
    const session = await startActiveChat(customer, agent);
    await say(customer, session.id, "Hello?");
    const read = async () =>
      dataOf(await rest(agent).get(`/api/live-chat/${session.id}`)).session.waiting_since;
    const since = await read();
    expect(since).not.toBeNull();
    await convert(agent, session.id);
    expect(await read()).toBe(since);
  });

  test("is told to the customer who is there as it happens", async () => {
    const session = await startActiveChat(customer, agent);
    const socket = await connect(customer);
    await socket.emit("chat:join", { session_id: session.id });
    const told = socket.next("chat:new_message");
    const updated = socket.next("chat:session_updated");
    const { number } = ticketIn(await convert(agent, session.id));
    expect((await told).message).toMatchObject({
      content: `Ticket #${number} was made from this chat`,
    });
    expect((await updated).session).toMatchObject({ ticket_number: number });
    expect((await updated).session).not.toHaveProperty("metadata");
    socket.close();
  });

  test("keeps the transcript as it was, notes among it", async () => {
    const session = await startActiveChat(customer, agent);
    await say(customer, session.id, "It is broken");
    await say(agent, session.id, "The third this week", { is_internal: true });
    const ticket = ticketIn(await convert(agent, session.id));
    await say(agent, session.id, "A late note", { is_internal: true });
    await say(customer, session.id, "A late message");
    const page = dataOf(await rest(admin).get(`/api/tickets/${ticket.id}/transcript`));
    expect(page.messages.map(({ content }: { content: string }) => content)).toEqual([
      "It is broken",
      "The third this week",
    ]);
    expect(page.names).toEqual({ [customer.id]: customer.name, [agent.id]: agent.name });
    expect(page.has_more).toBe(false);
  });

  test("a log up to a place in it has no note that came after, also under the same message", async () => {
    const session = await startActiveChat(customer, agent);
    await say(customer, session.id, "It is broken");
    for (const note of ["first", "second"])
      await say(agent, session.id, note, { is_internal: true });
    const start = { seq: 0, note_seq: 0 };
    const { messages, has_more } = await readLogUntil(session.id, start, { seq: 1, note_seq: 1 });
    expect(messages.map(({ content }) => content)).toEqual(["It is broken", "first"]);
    expect(has_more).toBe(false);
  });

  test("a long transcript comes page after page, each entry once and in order", async () => {
    const session = await startActiveChat(customer, agent);
    for (let n = 1; n <= 205; n++) {
      await say(customer, session.id, `${n}`);
      if (n % 40 === 0) await say(agent, session.id, `note ${n}`, { is_internal: true });
    }
    const ticket = ticketIn(await convert(agent, session.id));
    await say(customer, session.id, "later");
    const contents: string[] = [];
    let after = "";
    for (let pages = 1; ; pages++) {
      const page = dataOf(await rest(agent).get(`/api/tickets/${ticket.id}/transcript${after}`));
      contents.push(...page.messages.map(({ content }: { content: string }) => content));
      const seqs = (key: string) => page.messages.map((m: Record<string, number>) => m[key]);
      after = `?after_seq=${Math.max(...seqs("seq"))}&after_note_seq=${Math.max(0, ...seqs("note_seq"))}`;
      if (!page.has_more) break;
      expect(pages).toBeLessThan(4);
    }
    const expected = Array.from({ length: 205 }, (_, n) => n + 1).flatMap((n) =>
      n % 40 === 0 ? [`${n}`, `note ${n}`] : [`${n}`],
    );
    expect(contents).toEqual(expected);
  });

  test.each([
    ["subject", { subject: "" }],
    ["subject", { subject: "a".repeat(201) }],
    ["subject", { subject: "two\nlines" }],
    ["priority", { priority: "huge" }],
    ["", { assignee: 1 }],
  ])("bad input is refused: %s %#", async (field, body) => {
    const session = await startActiveChat(customer, agent);
    const error = errorOf(await convert(agent, session.id, body));
    expect(error.code).toBe("VALIDATION");
    if (field) expect(error.field).toBe(field);
  });
});

describe("who may read and change a ticket", () => {
  /** A ticket of a customer of `agent`'s, as assigned. */
  async function stage(assignee: "nobody" | "colleague" | "reader", serves: boolean) {
    const reader = await makeAgent();
    const whose = await makeCustomer();
    const body = { customer_id: whose.id, subject: "A lamp" };
    const ticket = ticketIn(await rest(admin).post("/api/tickets", body));
    const assignee_id = { nobody: null, colleague: colleague.id, reader: reader.id }[assignee];
    dataOf(await change(admin, ticket, { assignee_id }));
    if (serves) await insertChat({ customer: whose, agent: reader, status: "closed" });
    return { reader, ticket };
  }

  test.each([
    ["nobody", false, true],
    ["nobody", true, true],
    ["reader", false, true],
    ["colleague", true, true],
    ["colleague", false, false],
  ] as const)("assigned to %s, serves the customer: %s → %s", async (to, serves, may) => {
    const { reader, ticket } = await stage(to, serves);
    const calls = [
      rest(reader).get(`/api/tickets/${ticket.id}`),
      rest(reader).get(`/api/tickets/${ticket.id}/transcript`),
      rest(reader).get(`/api/tickets/${ticket.id}/comments`),
      change(reader, ticket, { priority: "urgent" }),
      rest(reader).post(`/api/tickets/${ticket.id}/comments`, { client_id: "1", content: "Hi" }),
    ];
    const listed = dataOf(await rest(reader).get(`/api/tickets?q=%23${ticket.number}`)).items;
    for (const call of calls) {
      const answer = await call;
      expect(answer.status).toBe(may ? (answer.status === 201 ? 201 : 200) : 404);
      if (may) continue;
      const unknown = await rest(reader).get(`/api/tickets/${uuidv7()}`);
      expect(answer.body).toEqual(unknown.body);
    }
    expect(listed.map(({ id }: Ticket) => id)).toEqual(may ? [ticket.id] : []);
  });

  test("who serves a customer makes a ticket for them", async () => {
    const reader = await makeAgent();
    await insertChat({ customer, agent: reader, status: "closed" });
    const body = { customer_id: customer.id, subject: "Call back" };
    expect((await rest(reader).post("/api/tickets", body)).status).toBe(201);
    const stranger = errorOf(await rest(await makeAgent()).post("/api/tickets", body));
    expect(stranger).toMatchObject({ code: "NOT_FOUND", field: "customer_id" });
    const nobody = { customer_id: agent.id, subject: "Call back" };
    expect(errorOf(await rest(admin).post("/api/tickets", nobody))).toEqual(stranger);
  });
});

describe("a ticket's status", () => {
  const ALLOWED = new Set([
    "open pending",
    "open solved",
    "open closed",
    "pending open",
    "pending solved",
    "pending closed",
    "solved open",
    "solved closed",
  ]);
  const WAYS: Record<TicketStatus, TicketStatus[]> = {
    open: [],
    pending: ["pending"],
    solved: ["solved"],
    closed: ["closed"],
  };
  const moves = TICKET_STATUSES.flatMap((from) =>
    TICKET_STATUSES.filter((to) => to !== from).map((to) => [from, to] as const),
  );

  test.each(moves)("%s → %s", async (from, to) => {
    const ticket = await madeTicket();
    for (const status of WAYS[from]) dataOf(await change(agent, ticket, { status }));
    const answer = await change(agent, ticket, { status: to });
    if (ALLOWED.has(`${from} ${to}`)) expect(ticketIn(answer).status).toBe(to);
    else expect(errorOf(answer)).toMatchObject({ code: "CONFLICT", field: "status" });
  });

  test("closed is for good: neither a change nor a comment goes through", async () => {
    const ticket = await madeTicket();
    dataOf(await change(agent, ticket, { status: "closed" }));
    expect(errorOf(await change(admin, ticket, { priority: "low" })).code).toBe("CONFLICT");
    const comment = { client_id: "1", content: "Too late" };
    const answer = await rest(agent).post(`/api/tickets/${ticket.id}/comments`, comment);
    expect(errorOf(answer).code).toBe("CONFLICT");
  });
});

describe("changes of a ticket", () => {
  test("of two who decided on the same state one wins, and the other gets what it is now", async () => {
    const ticket = await madeTicket();
    const { version } = ticket;
    const answers = await Promise.all([
      change(agent, ticket, { version, status: "pending" }),
      change(admin, ticket, { version, assignee_id: colleague.id }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = ticketIn(answers.find(({ status }) => status === 200) as Answer);
    const lost = errorOf(answers.find(({ status }) => status === 409) as Answer);
    expect(lost).toMatchObject({ code: "CONFLICT", details: { ticket: won } });
    expect(won.version).toBe(version + 1);
  });

  test("it is assigned to staff alone, and taken from them", async () => {
    const ticket = await madeTicket();
    const answer = await change(agent, ticket, { assignee_id: customer.id });
    expect(errorOf(answer)).toMatchObject({ code: "NOT_FOUND", field: "agent_id" });
    const given = ticketIn(await change(agent, ticket, { assignee_id: colleague.id }));
    expect(given.assignee).toEqual({ id: colleague.id, name: colleague.name });
    expect(ticketIn(await change(agent, ticket, { assignee_id: null })).assignee).toBeNull();
  });

  test.each([{}, { version: 1 }, { status: "done" }, { subject: " " }, { number: 7 }])(
    "bad input is refused: %o",
    async (body) => {
      expect(errorOf(await change(agent, await madeTicket(), body)).code).toBe("VALIDATION");
    },
  );
});

describe("comments", () => {
  test("stand in order, each once, also when a retry comes after the ticket was closed", async () => {
    const ticket = await madeTicket();
    const path = `/api/tickets/${ticket.id}/comments`;
    const first = { client_id: "1", content: "I called them" };
    const posts = await Promise.all(Array.from({ length: 5 }, () => rest(agent).post(path, first)));
    const ids = new Set(posts.map((answer) => dataOf(answer).comment.id));
    expect(ids.size).toBe(1);
    dataOf(await rest(admin).post(path, { client_id: "1", content: "Good" }));
    dataOf(await change(agent, ticket, { status: "closed" }));
    expect(dataOf(await rest(agent).post(path, first)).comment.id).toBe([...ids][0]);
    const page = dataOf(await rest(admin).get(`/api/tickets/${ticket.id}`));
    expect(page.comments).toMatchObject([
      { author: { id: agent.id, name: agent.name }, content: "I called them" },
      { author: { id: admin.id, name: admin.name }, content: "Good" },
    ]);
  });

  test("older ones come when they are asked for", async () => {
    const ticket = await madeTicket();
    const path = `/api/tickets/${ticket.id}/comments`;
    for (let n = 1; n <= 52; n++) {
      dataOf(await rest(agent).post(path, { client_id: `${n}`, content: `${n}` }));
    }
    const page = dataOf(await rest(agent).get(`/api/tickets/${ticket.id}`));
    expect(page.comments.map(({ content }: { content: string }) => content).at(0)).toBe("3");
    expect(page.has_more).toBe(true);
    const older = dataOf(await rest(agent).get(`${path}?before=${page.comments[0].id}`));
    expect(older.comments.map(({ content }: { content: string }) => content)).toEqual(["1", "2"]);
    expect(older.has_more).toBe(false);
  });
});

describe("the list of tickets", () => {
  let mine: Person;
  const numbers = new Map<string, number>();

  beforeAll(async () => {
    mine = await makeAgent();
    const names = { lamp: "Lena Lamp_%", chair: "Carl Chair" };
    for (const [name, full] of Object.entries(names)) {
      const whose = await makeCustomer({ name: full });
      const session = await startActiveChat(whose, mine, { subject: `About a ${name}` });
      const ticket = ticketIn(await convert(mine, session.id));
      numbers.set(name, ticket.number);
      if (name === "chair") {
        dataOf(
          await change(mine, ticket, {
            status: "solved",
            priority: "urgent",
            assignee_id: colleague.id,
          }),
        );
      }
    }
  });

  test.each([
    ["assignee=me", ["lamp"]],
    ["status=solved&priority=urgent", ["chair"]],
    ["status=open&assignee=me", ["lamp"]],
    ["q=about%20lena", ["lamp"]],
    ["q=lamp_%25", ["lamp"]],
    ["q=Carl", ["chair"]],
    ["q=about%20nothing", []],
  ])("%s", async (query, expected) => {
    const { items } = dataOf(await rest(mine).get(`/api/tickets?${query}`));
    const shown = items.map(({ number }: Ticket) => number);
    const wanted = expected.map((name) => numbers.get(name));
    expect(shown.filter((number: number) => [...numbers.values()].includes(number))).toEqual(
      wanted,
    );
  });

  test("is found by its number, with or without the sign", async () => {
    for (const q of [`${numbers.get("lamp")}`, `%23${numbers.get("lamp")}`]) {
      const { items } = dataOf(await rest(mine).get(`/api/tickets?assignee=me&q=${q}`));
      expect(items.map(({ number }: Ticket) => number)).toEqual([numbers.get("lamp")]);
    }
  });

  test("goes on by its cursor, the newest first", async () => {
    const all = dataOf(await rest(admin).get("/api/tickets?limit=200")).items as Ticket[];
    const seen: number[] = [];
    let cursor = "";
    do {
      const page = dataOf(await rest(admin).get(`/api/tickets?limit=7${cursor}`));
      seen.push(...page.items.map(({ number }: Ticket) => number));
      cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
    } while (cursor);
    expect(seen).toEqual(all.map(({ number }) => number));
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
  });

  const past_all = `cursor=${encodeCursor([2 ** 31])}`;
  test.each(["status=done", "assignee=0", "priority=x", "cursor=x", past_all, "limit=0", "q="])(
    "bad input is refused: %s",
    async (query) => {
      expect(errorOf(await rest(admin).get(`/api/tickets?${query}`)).code).toBe("VALIDATION");
    },
  );
});

test("a customer's pending chat is converted by an admin alone, and stays in the queue", async () => {
  const session = await startChat(customer);
  expect(errorOf(await convert(colleague, session.id)).code).toBe("FORBIDDEN");
  const ticket = ticketIn(await convert(admin, session.id));
  expect(ticket.assignee).toBeNull();
  expect(dataOf(await rest(admin).get(`/api/live-chat/${session.id}`)).session.status).toBe(
    "pending",
  );
});
