import { connect as connectTcp } from "node:net";
import { encode } from "next-auth/jwt";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { answer } from "@/lib/answer";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { makeToken } from "@/lib/users/tokens";
import { connect, refused } from "@/testing/connect";
import { rowCounts } from "@/testing/database";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import { makeAdmin, makeAgent, makeCustomer, type Person, startActiveChat } from "@/testing/people";
import { dataOf, errorOf, request, rest } from "@/testing/rest";

withServer();

let customer: Person;
let agent: Person;
let admin: Person;
let session_id: string;
let before: Record<string, number>;

beforeAll(async () => {
  [customer, agent, admin] = await Promise.all([makeCustomer(), makeAgent(), makeAdmin()]);
  session_id = (await startActiveChat(customer, agent)).id;
});

/** What every bad input must leave behind: a server that answers, and nothing half written. */
beforeEach(async () => {
  before = await rowCounts();
});
afterEach(async () => {
  expect(await rowCounts()).toEqual(before);
  expect((await rest(null).get("/api/health")).status).toBe(200);
});

const message = (more: Record<string, unknown> = {}) => ({
  type: "text",
  client_id: uuidv7(),
  content: "Hello",
  ...more,
});

function without(field: string): Record<string, unknown> {
  const { [field]: _, ...rest } = message() as Record<string, unknown>;
  return rest;
}

const withProto = () => JSON.parse(JSON.stringify(message()).replace("{", '{"__proto__":{},'));

const longest = (unit: string) => unit.repeat(10_000);

describe("promise 11: a bad message is refused with the name of its field, over both adapters", () => {
  const bad: [string, Record<string, unknown>, string][] = [
    ["no content", without("content"), "content"],
    ["no type", without("type"), "type"],
    ["no client_id", without("client_id"), "client_id"],
    ["a field that is not known", message({ colour: "red" }), "colour"],
    ["a field that would be a prototype", withProto(), "__proto__"],
    ["content that is a number", message({ content: 5 }), "content"],
    ["content that is null", message({ content: null }), "content"],
    ["content that is an object", message({ content: { text: "Hello" } }), "content"],
    ["content that is a list", message({ content: ["Hello"] }), "content"],
    ["is_internal that is a word", message({ is_internal: "true" }), "is_internal"],
    ["a type that is not known", message({ type: "shout" }), "type"],
    ["a type that only the server sends", message({ type: "system" }), "type"],
    ["a client_id of nothing", message({ client_id: "" }), "client_id"],
    ["a client_id with a space", message({ client_id: "a b" }), "client_id"],
    ["a client_id beyond ASCII", message({ client_id: "é" }), "client_id"],
    ["a client_id of 101 characters", message({ client_id: "a".repeat(101) }), "client_id"],
    ["10,001 characters", message({ content: `${longest("a")}a` }), "content"],
    ["10,001 emoji", message({ content: `${longest("👍")}👍` }), "content"],
    ["NUL", message({ content: "a\u0000b" }), "content"],
    ["half a surrogate pair", message({ content: "a\ud83db" }), "content"],
    ["the other half", message({ content: "\udc4d" }), "content"],
    ["nothing", message({ content: "" }), "content"],
    ["white space", message({ content: " \t\n\u00a0\u3000" }), "content"],
    ["what has no width", message({ content: "\u200b\u2060\ufeff\u00ad\u200d" }), "content"],
    ["blank braille and Hangul fillers", message({ content: "\u2800\u3164\uffa0" }), "content"],
  ];

  test.for(bad)("%s", async ([, body, field]) => {
    const error = { code: "VALIDATION", field, retryable: false };
    const posted = await rest(customer).post(`/api/live-chat/${session_id}/messages`, body);
    expect(posted.status).toBe(400);
    expect(errorOf(posted)).toMatchObject(error);
    const socket = await connect(customer);
    const sent = await socket.call("chat:send_message", { session_id, ...body });
    expect(errorOf(sent)).toMatchObject(error);
    expect(errorOf(sent).message).toBe(errorOf(posted).message);
  });

  test.for([
    ["a number", 5],
    ["a word that is no id", "abc"],
    ["an id with something behind it", `${uuidv7()}'`],
    ["a list", [uuidv7()]],
    ["nothing", ""],
  ] as const)("a session_id that is %s", async ([, bad_id]) => {
    const socket = await connect(customer);
    for (const event of ["chat:join", "chat:end", "chat:leave", "chat:accept"] as const) {
      const error = errorOf(await socket.call(event, { session_id: bad_id }));
      expect(error, event).toMatchObject({ code: "VALIDATION", field: "session_id" });
    }
  });

  test("a malformed id in a path, and one of nobody", async () => {
    const calls = rest(admin);
    for (const id of ["abc", "5", "%00", `${uuidv7()}%27`, "..%2f"]) {
      const answer = await calls.get(`/api/live-chat/${id}`);
      expect(errorOf(answer), id).toMatchObject({ code: "VALIDATION", field: "session_id" });
    }
    for (const id of ["0", "-1", "1.5", "2147483648", "99999999999", "abc", "1e3"]) {
      const answer = await calls.patch(`/api/users/${id}`, { skills: [] });
      expect(errorOf(answer), id).toMatchObject({ code: "VALIDATION", field: "user_id" });
      const workload = await calls.get(`/api/live-chat/agent/${id}/workload`);
      expect(errorOf(workload), id).toMatchObject({ code: "VALIDATION", field: "agent_id" });
    }
    expect(errorOf(await calls.get(`/api/live-chat/${uuidv7()}`)).code).toBe("NOT_FOUND");
    expect(errorOf(await calls.patch("/api/users/2147483647", { skills: [] })).code).toBe(
      "NOT_FOUND",
    );
  });

  test("a message of somebody else's chat cannot be seen in this one", async () => {
    const socket = await connect(customer);
    const answer = await socket.call("chat:seen", { session_id, message_id: uuidv7() });
    expect(errorOf(answer).code).toBe("NOT_FOUND");
  });
});

describe("promise 11: a bad body", () => {
  const post = (body: RequestInit["body"], headers: Record<string, string> = {}) =>
    request("/api/live-chat/start", {
      method: "POST",
      headers: { authorization: `Bearer ${customer.token}`, ...headers },
      body: body as string,
    });

  test.for([
    ["text", "hello"],
    ["half of an object", '{"subject": "My'],
    ["a list", "[]"],
    ["a list of the fields", '[{"subject": "My order"}]'],
    ["null", "null"],
    ["a number", "5"],
    ["a form", "subject=My+order"],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
    ["UTF-8 that is cut off", new Uint8Array([...Buffer.from('{"subject":"a'), 0xf0, 0x9f])],
    ["UTF-16", new Uint8Array(Buffer.from('{"subject":"a"}', "utf16le"))],
  ] as const)("%s is no JSON object", async ([, body]) => {
    const answer = await post(body as string);
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: "VALIDATION" });
  });

  test("an empty one lacks the fields", async () => {
    expect(errorOf(await post(""))).toMatchObject({ code: "VALIDATION", field: "subject" });
  });

  test("over 300 KB is TOO_LARGE, said in its length or not", async () => {
    const subject = "a".repeat(300_000);
    const whole = await post(JSON.stringify({ subject }));
    expect(whole.status).toBe(413);
    expect(errorOf(whole)).toMatchObject({ code: "TOO_LARGE", retryable: false });
    // In chunks nothing says beforehand how much will come.
    const chunk = Buffer.from("a".repeat(30_000));
    let chunks = 0;
    const stream = new ReadableStream({
      pull(controller) {
        if (chunks++ < 20) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const init = { method: "POST", body: stream, duplex: "half" } as RequestInit;
    const headers = { authorization: `Bearer ${customer.token}` };
    const answer = await request("/api/live-chat/start", { ...init, headers });
    expect(errorOf(answer).code).toBe("TOO_LARGE");
  });

  test("a field that comes twice: in query and body, in path and body, in the query", async () => {
    const calls = rest(customer);
    const messages = `/api/live-chat/${session_id}/messages`;
    const twice = { code: "VALIDATION", message: expect.stringContaining("twice") };
    expect(errorOf(await calls.post("/api/live-chat/start?subject=A", { subject: "B" }))).toEqual({
      ...twice,
      field: "subject",
      retryable: false,
    });
    expect(errorOf(await calls.post(messages, message({ session_id })))).toMatchObject({
      ...twice,
      field: "session_id",
    });
    expect(errorOf(await calls.get(`${messages}?limit=1&limit=2`))).toMatchObject({
      ...twice,
      field: "limit",
    });
    expect(errorOf(await calls.get(`${messages}?session_id=${session_id}`))).toMatchObject(twice);
  });

  test("a call that does not exist gets the envelope too", async () => {
    for (const path of ["/api/nothing", "/api/live-chat/a/b/c/d", "/api/users/1/2"]) {
      const answer = await rest(customer).get(path);
      expect(answer.status, path).toBe(404);
      expect(errorOf(answer).code).toBe("NOT_FOUND");
    }
  });
});

describe("promise 11: bad queries", () => {
  test.for(["0", "201", "-1", "1.5", "abc", "1e2", "", "99999999999"])(
    "limit=%s",
    async (limit) => {
      const lists: [Person, string][] = [
        [customer, `/api/live-chat/${session_id}/messages`],
        [customer, "/api/live-chat/sessions"],
        [agent, "/api/live-chat/agent/sessions"],
        [admin, "/api/live-chat/admin/all-sessions"],
        [admin, "/api/users"],
      ];
      for (const [who, path] of lists) {
        const error = errorOf(await rest(who).get(`${path}?limit=${limit}`));
        expect(error, path).toMatchObject({ code: "VALIDATION", field: "limit" });
      }
    },
  );

  const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString("base64url");
  const now = new Date().toISOString();

  test.for([
    ["text", "abc"],
    ["no base64", "%F0%9F%91%8D"],
    ["an empty key", cursor([])],
    ["a key of another list", cursor([1, now, uuidv7()])],
    ["a key with something that is no time", cursor(["yesterday", uuidv7()])],
    ["a key with the end of time", cursor(["infinity", uuidv7()])],
    ["a key with a year that PostgreSQL does not know", cursor(["0000-01-01T00:00:00Z", uuidv7()])],
    ["a key with something that is no id", cursor([now, "' or true --"])],
    ["an object", cursor({ at: now })],
    ["over the length", "a".repeat(301)],
    ["nothing", ""],
  ] as const)("a cursor that is %s", async ([, bad]) => {
    const lists: [Person, string][] = [
      [customer, "/api/live-chat/sessions?"],
      [agent, "/api/live-chat/agent/sessions?sort=oldest&"],
      [agent, "/api/live-chat/agent/sessions?sort=newest&"],
      [admin, "/api/live-chat/admin/all-sessions?"],
      [admin, "/api/users?"],
    ];
    for (const [who, path] of lists) {
      const error = errorOf(await rest(who).get(`${path}cursor=${bad}`));
      expect(error, path).toMatchObject({ code: "VALIDATION", field: "cursor" });
    }
  });

  test.for([
    "yesterday",
    "2026-02-30T00:00:00Z",
    "2026-01-01",
    "2026-01-01T00:00:00",
    "infinity",
    "0000-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00%2B14:00",
  ])("from and to: %s", async (time) => {
    for (const field of ["from", "to"]) {
      const path = `/api/live-chat/admin/all-sessions?${field}=${time}`;
      const error = errorOf(await rest(admin).get(path));
      expect(error, field).toMatchObject({ code: "VALIDATION", field });
    }
  });

  test.for([
    ["/api/live-chat/agent/sessions?status=gone", "status"],
    ["/api/live-chat/agent/sessions?sort=random", "sort"],
    ["/api/live-chat/agent/sessions?priority=1", "priority"],
    ["/api/live-chat/agent/sessions?skill=", "skill"],
    ["/api/live-chat/agent/sessions?skill=a%00b", "skill"],
    ["/api/live-chat/admin/all-sessions?agent_id=abc", "agent_id"],
    ["/api/live-chat/admin/all-sessions?agent_id=99999999999", "agent_id"],
    ["/api/users?role=owner", "role"],
    ["/api/users?q=%00", "q"],
    ["/api/agents?anything=1", "anything"],
    ["/api/me?user_id=1", "user_id"],
    ["/api/health?a=1", "a"],
  ] as const)("%s", async ([path, field]) => {
    const answer = await rest(admin).get(path);
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: "VALIDATION", field });
  });

  test.for(["after_seq", "before_seq"])("%s", async (field) => {
    for (const bad of ["-1", "1.5", "abc", "2147483648", "99999999999", ""]) {
      const path = `/api/live-chat/${session_id}/messages?${field}=${bad}`;
      expect(errorOf(await rest(agent).get(path)), bad).toMatchObject({
        code: "VALIDATION",
        field,
      });
    }
  });

  test("after_seq and before_seq at once", async () => {
    const path = `/api/live-chat/${session_id}/messages?after_seq=1&before_seq=5`;
    expect(errorOf(await rest(agent).get(path)).code).toBe("VALIDATION");
  });
});

describe("promise 11: bad frames", () => {
  test("an event that does not exist, also with a name that objects have", async () => {
    const socket = await connect(customer);
    for (const event of ["chat:sned_message", "constructor", "__proto__", "toString", ""]) {
      expect(errorOf(await socket.emit(event, {})), event).toMatchObject({
        code: "UNKNOWN_EVENT",
        retryable: false,
      });
    }
  });

  test("an event that is a number", async () => {
    const socket = await connect(customer);
    const answer = await socket.emit(5 as unknown as string, {});
    expect(errorOf(answer).code).toBe("UNKNOWN_EVENT");
  });

  test.for([
    ["text", "hello"],
    ["a number", 5],
    ["true", true],
    ["a list", [{ subject: "My order" }]],
    ["bytes", Buffer.from("hello")],
    ["bytes in a field", { subject: Buffer.from("hello") }],
    ["bytes deep in a field", { subject: "My order", metadata: { a: Buffer.from("b") } }],
  ] as const)("a payload that is %s", async ([, payload]) => {
    const socket = await connect(customer);
    expect(errorOf(await socket.emit("chat:start", payload)).code).toBe("VALIDATION");
  });

  test("no payload, and null, lack the fields", async () => {
    const socket = await connect(customer);
    const lacks = { code: "VALIDATION", field: "subject" };
    expect(errorOf(await socket.emit("chat:start"))).toMatchObject(lacks);
    expect(errorOf(await socket.emit("chat:start", null))).toMatchObject(lacks);
  });

  test("two payloads", async () => {
    const socket = await connect(customer);
    const answer = await socket.emit("chat:start", { subject: "A" }, { subject: "B" });
    expect(errorOf(answer).code).toBe("VALIDATION");
  });

  test("an acknowledgement that is no function, and none", async () => {
    const socket = await connect(customer);
    socket.socket.emit("chat:start", { subject: 5 }, "no function");
    socket.socket.emit("chat:start", { subject: 5 }, { call: true });
    socket.socket.emit("chat:start", { subject: 5 });
    socket.socket.emit("chat:sned_message");
    socket.socket.emit("chat:start", 5, 6, 7);
    // The socket lives: it still gets its answers.
    expect(errorOf(await socket.emit("chat:start", {})).code).toBe("VALIDATION");
  });

  test("a frame over the cap closes its socket and no other", async () => {
    const other = await connect(agent);
    const socket = await connect(customer);
    socket.socket.emit("chat:send_message", message({ session_id, content: "a".repeat(300_000) }));
    await socket.closed();
    expect(dataOf(await other.call("agent:activity_ping"))).toHaveProperty("status");
  });

  test("packets that Socket.IO cannot read close their socket and no other", async () => {
    const other = await connect(agent);
    for (const packet of ["2[", '2["disconnect"]', '2["connect",{}]', "9", "2{}"]) {
      const socket = await connect(customer);
      socket.socket.io.engine.write(packet);
      await socket.closed();
    }
    expect(dataOf(await other.call("agent:activity_ping"))).toHaveProperty("status");
  });

  test("garbage instead of HTTP, and an upgrade of nothing", async () => {
    const { hostname, port } = new URL(origin());
    for (const bytes of [
      "garbage\r\n\r\n",
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n\r\n",
    ]) {
      await new Promise<void>((resolve) => {
        const tcp = connectTcp(Number(port), hostname, () => tcp.end(bytes));
        tcp.on("error", () => {});
        tcp.on("close", () => resolve());
        tcp.resume();
      });
    }
  });
});

describe("bad tokens", () => {
  const another_secret = "a secret of somebody else, also of 32 characters";
  const cases: [string, () => Promise<string>][] = [
    ["that is garbage", async () => "garbage"],
    [
      "that is signed by somebody else",
      () =>
        encode({ token: { sub: String(admin.id), login_id: uuidv7() }, secret: another_secret }),
    ],
    [
      "without a sign-in",
      () => encode({ token: { sub: String(admin.id) }, secret: config().secret }),
    ],
    ["of a sign-in that never was", () => makeToken({ user_id: admin.id, login_id: uuidv7() })],
    [
      "of somebody else's sign-in",
      () => makeToken({ user_id: admin.id, login_id: customer.actor.login_id }),
    ],
    [
      "whose user is no number",
      () =>
        encode({
          token: { sub: "1 or true", login_id: customer.actor.login_id },
          secret: config().secret,
        }),
    ],
    [
      "that is over",
      () =>
        encode({
          token: { sub: String(customer.id), login_id: customer.actor.login_id },
          secret: config().secret,
          maxAge: -3600,
        }),
    ],
  ];

  test.for(cases)("a token %s opens nothing", async ([, make]) => {
    const token = await make();
    const answer = await rest(token).get("/api/me");
    expect(answer.status).toBe(401);
    expect(errorOf(answer).code).toBe("UNAUTHENTICATED");
    expect(await refused(token)).toMatchObject({ code: "UNAUTHENTICATED", retryable: false });
  });

  test.for(["Basic YTpi", "Bearer", "Bearer  ", "Bearer a b", "bearer"])(
    "the header Authorization: %s opens nothing",
    async (authorization) => {
      const answer = await rest(null, { authorization }).get("/api/me");
      expect(errorOf(answer).code).toBe("UNAUTHENTICATED");
    },
  );

  test.for([5, {}, [], true, ""])("a handshake whose token is %j is refused", async (token) => {
    const auth = { token };
    expect(await refused(null, { auth })).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("the word Bearer may be written in any case", async () => {
    const answer = await rest(null, { authorization: `bEARER ${customer.token}` }).get("/api/me");
    expect(dataOf(answer).user.id).toBe(customer.id);
  });
});

describe("the envelope", () => {
  test("an error that nobody meant to be seen shows nothing of the server's inside", async () => {
    const secret = new Error("select password_hash from users at /srv/db/client.ts:5");
    const envelope = await answer("a test", () => Promise.reject(secret));
    expect(envelope).toEqual({
      ok: false,
      error: { code: "INTERNAL", message: "Something went wrong on the server.", retryable: true },
    });
  });

  test("promise 11: a call that never ends is answered within 10 s", async () => {
    vi.useFakeTimers();
    try {
      const envelope = answer("a test", () => new Promise(() => {}));
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await envelope).toMatchObject({ ok: false, error: { code: "UNAVAILABLE" } });
    } finally {
      vi.useRealTimers();
    }
  });

  test.for([
    "57P01",
    "53100",
    "53300",
    "57014",
    "CONNECTION_CLOSED",
    "CONNECT_TIMEOUT",
    "ECONNREFUSED",
  ])(
    "a database that is away (%s) is UNAVAILABLE, however deep the error is wrapped",
    async (code) => {
      const cause = Object.assign(new Error("away"), { code });
      const wrapped = new Error("Failed query", { cause: new Error("deeper", { cause }) });
      const envelope = await answer("a test", () => Promise.reject(wrapped));
      expect(envelope).toMatchObject({ error: { code: "UNAVAILABLE", retryable: true } });
    },
  );

  test("what is wrong with the query is not UNAVAILABLE", async () => {
    const error = Object.assign(new Error("division by zero"), { code: "22012" });
    const envelope = await answer("a test", () => Promise.reject(error));
    expect(envelope).toMatchObject({ error: { code: "INTERNAL" } });
  });

  test("an error that is meant for the caller keeps its field and details", async () => {
    const error = new AppError("RATE_LIMITED", "Too fast.", {
      retry_after_ms: 400,
      details: { a: 1 },
    });
    expect(await answer("a test", () => Promise.reject(error))).toEqual({
      ok: false,
      error: {
        code: "RATE_LIMITED",
        message: "Too fast.",
        retryable: true,
        retry_after_ms: 400,
        details: { a: 1 },
      },
    });
  });
});
