import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setConfig } from "@/lib/config";
import { countTry, forgetTries, LIMITS } from "@/lib/limits/attempts";
import { codeAt } from "@/lib/two-factor/codes";
import { connect, refused } from "@/testing/connect";
import { testConfig } from "@/testing/database";
import { withServer } from "@/testing/gateway";
import { makeAgent, makeCustomer, makeGuest, PASSWORD, startChat } from "@/testing/people";
import { type Answer, dataOf, errorOf, request, rest } from "@/testing/rest";

withServer();

// The tests are behind a proxy, so that they can come from anywhere.
const BEHIND_PROXY = { PARLEY_LIMIT_FACTOR: "1", PARLEY_TRUSTED_PROXIES: "127.0.0.1" };
const limited = (env = {}) => setConfig(testConfig({ ...BEHIND_PROXY, ...env }));
beforeAll(() => limited());
beforeEach(forgetTries);
afterAll(() => setConfig(testConfig()));

const from = (address: string) => rest(null, { "x-forwarded-for": address });
const HOME = "203.0.113.7";
const elsewhere = (n: number) => `198.51.100.${n}`;

const codeOf = (answer: Answer) => (answer.body.ok ? "ok" : answer.body.error.code);

const signIn = (email: string | null, address: string, password = "a wrong password") =>
  from(address).post("/api/auth/token", { email, password });

describe("signing in", () => {
  const { times } = LIMITS.sign_in_by_account_and_address;

  test("with wrong passwords is refused after a while, with the right one too", async () => {
    const { email } = await makeAgent();
    for (let n = 0; n < times; n++) {
      expect(codeOf(await signIn(email, HOME))).toBe("UNAUTHENTICATED");
    }
    const refusal = await signIn(email, HOME, PASSWORD);
    expect(refusal.status).toBe(429);
    expect(errorOf(refusal)).toMatchObject({ code: "RATE_LIMITED", retryable: true });
    expect(Number(refusal.headers.get("retry-after"))).toBeGreaterThan(60);
    // From another place, and for somebody else at the same one.
    expect(codeOf(await signIn(email, elsewhere(1), PASSWORD))).toBe("ok");
    expect(codeOf(await signIn((await makeAgent()).email, HOME, PASSWORD))).toBe("ok");
  });

  test("with guessed codes is refused after a while, from wherever they come", async () => {
    const agent = await makeAgent();
    const { secret } = dataOf(await rest(agent).post("/api/me/two-factor", { password: PASSWORD }));
    const earlier = codeAt(secret, Date.now() - 30_000);
    const { recovery_codes } = dataOf(
      await rest(agent).put("/api/me/two-factor", { code: earlier }),
    );
    const guess = (code: string, n: number) =>
      from(elsewhere(n)).post("/api/auth/token", {
        email: agent.email,
        password: PASSWORD,
        code,
      });
    for (let n = 0; n < LIMITS.code_by_account.times; n++) {
      expect(codeOf(await guess(earlier, n))).toBe("UNAUTHENTICATED");
    }
    expect(codeOf(await guess(recovery_codes[0], 99))).toBe("RATE_LIMITED");
  });

  test("and asking for the password again are one: whoever found a screen open guesses no further", async () => {
    const agent = await makeAgent();
    const change = (password: string) =>
      rest(agent, { "x-forwarded-for": HOME }).put("/api/me/password", {
        password,
        new_password: PASSWORD,
      });
    for (let n = 0; n < times; n++) expect(codeOf(await change("wrong"))).toBe("FORBIDDEN");
    expect(codeOf(await change(PASSWORD))).toBe("RATE_LIMITED");
    expect(codeOf(await signIn(agent.email, HOME, PASSWORD))).toBe("RATE_LIMITED");
  });

  test("to an account that does not exist is refused in the same way", async () => {
    for (let n = 0; n < times; n++) await signIn("nobody@example.org", HOME);
    expect(codeOf(await signIn("nobody@example.org", HOME))).toBe("RATE_LIMITED");
  });

  test("from ever new places is refused too, but not to who was in from theirs before", async () => {
    const { email } = await makeAgent();
    expect(codeOf(await signIn(email, HOME, PASSWORD))).toBe("ok");
    const { times: over_all } = LIMITS.sign_in_by_account;
    for (let n = 0; n < over_all; n++) await signIn(email, elsewhere(n));
    expect(codeOf(await signIn(email, elsewhere(over_all), PASSWORD))).toBe("RATE_LIMITED");
    expect(codeOf(await signIn(email, HOME, PASSWORD))).toBe("ok");
  });

  test("with the right password is never too often: an office comes in through one address", async () => {
    const { email } = await makeAgent();
    const { times: at_one } = LIMITS.sign_in_by_address;
    for (let n = 0; n < at_one + 20; n++) {
      expect(codeOf(await signIn(email, HOME, PASSWORD))).toBe("ok");
    }
  }, 30_000);
});

describe("from one address", () => {
  const PUBLIC: [keyof typeof LIMITS, string, () => unknown][] = [
    ["guest_by_address", "/api/auth/guest", () => ({})],
    [
      "register_by_address",
      "/api/auth/register",
      () => ({ name: "Ann", email: `${Math.random()}@example.org`, password: PASSWORD }),
    ],
    ["setup_by_address", "/api/setup", () => ({ token: "guessed", password: PASSWORD })],
  ];

  test.each(PUBLIC)("%s has a bound, and others have their own", async (limit, path, body) => {
    const { times } = LIMITS[limit];
    await countTry(limit, HOME, times - 1);
    expect(codeOf(await from(HOME).post(path, body()))).not.toBe("RATE_LIMITED");
    expect(codeOf(await from(HOME).post(path, body()))).toBe("RATE_LIMITED");
    expect(codeOf(await from(elsewhere(1)).post(path, body()))).not.toBe("RATE_LIMITED");
  });

  test("a whole /64 of IPv6 is one", async () => {
    await countTry("guest_by_address", "2001:db8:1:2::/64", LIMITS.guest_by_address.times);
    expect(codeOf(await from("2001:db8:1:2:3:4:5:6").post("/api/auth/guest", {}))).toBe(
      "RATE_LIMITED",
    );
    expect(codeOf(await from("2001:db8:1:3::1").post("/api/auth/guest", {}))).toBe("ok");
  });

  test("two hundred customers of one office begin their chats in one hour", async () => {
    for (let n = 0; n < 200; n++) {
      const { token } = dataOf(await from(HOME).post("/api/auth/guest", {}));
      const guest = rest(token, { "x-forwarded-for": HOME });
      expect(codeOf(await guest.post("/api/live-chat/start", { subject: "Help" }))).toBe("ok");
    }
  }, 30_000);
});

describe("of one account", () => {
  test("chats that are begun have a bound", async () => {
    const guest = await makeGuest();
    const start = () => rest(guest).post("/api/live-chat/start", { subject: "Help" });
    for (let n = 0; n < LIMITS.start_by_account.times; n++)
      expect(codeOf(await start())).toBe("ok");
    expect(codeOf(await start())).toBe("RATE_LIMITED");
    const socket = await connect(guest);
    const answer = await socket.call("chat:start", { subject: "Help" });
    expect(errorOf(answer).code).toBe("RATE_LIMITED");
    await startChat(await makeGuest());
  });

  test("searches have one", async () => {
    const agent = await makeAgent();
    await countTry("search_by_account", agent.id, LIMITS.search_by_account.times - 2);
    const search = (path: string) => rest(agent).get(path);
    expect(codeOf(await search("/api/live-chat/search?q=hello"))).toBe("ok");
    expect(codeOf(await search("/api/kb-articles?q=hello"))).toBe("ok");
    expect(codeOf(await search("/api/live-chat/search?q=hello"))).toBe("RATE_LIMITED");
    expect(codeOf(await search("/api/kb-articles?q=hello"))).toBe("RATE_LIMITED");
    expect(codeOf(await search("/api/kb-articles"))).toBe("ok");
  });

  const PDF = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

  function upload(token: string, session_id: string, size = 0) {
    const form = new FormData();
    form.append("file", new Blob([PDF, new Uint8Array(size)]), "a.pdf");
    form.append("session_id", session_id);
    const headers = { authorization: `Bearer ${token}`, "x-forwarded-for": HOME };
    return request("/api/chat-upload/upload", { method: "POST", headers, body: form });
  }

  test("uploads have one", async () => {
    const guest = await makeGuest();
    const { id } = await startChat(guest);
    await countTry("upload_by_account", guest.id, LIMITS.upload_by_account.times - 1);
    expect(codeOf(await upload(guest.token, id))).toBe("ok");
    expect(codeOf(await upload(guest.token, id))).toBe("RATE_LIMITED");
  });

  test("and what a customer's weigh together has one, also over an office's", async () => {
    const { times } = LIMITS.upload_size_by_customer;
    const [one, other] = [await makeGuest(), await makeCustomer()];
    const { id } = await startChat(one);
    await countTry("upload_size_by_customer", one.id, times - 2);
    expect(codeOf(await upload(one.token, id, 2_500_000))).toBe("RATE_LIMITED");
    const { id: other_id } = await startChat(other);
    expect(codeOf(await upload(other.token, other_id))).toBe("ok");
    await countTry("upload_size_by_address", HOME, LIMITS.upload_size_by_address.times - 10);
    expect(codeOf(await upload(other.token, other_id, 9_500_000))).toBe("RATE_LIMITED");
  });
});

describe("connections", () => {
  const full = { code: "RATE_LIMITED", retry_after_ms: 5000, details: { reason: "full" } };

  test("of the customers of one address are bounded, and staff get in all the same", async () => {
    limited({ PARLEY_CONNECTIONS_PER_ADDRESS: "2" });
    const first = await connect(await makeGuest());
    await connect(await makeGuest());
    expect(await refused(await makeGuest())).toMatchObject(full);
    await connect(await makeAgent());
    first.socket.disconnect();
    const waiting = await makeGuest();
    // The server learns of the end in its own time.
    await expect
      .poll(() =>
        connect(waiting).then(
          () => "in",
          () => "out",
        ),
      )
      .toBe("in");
    limited();
  });

  test("of one person are bounded", async () => {
    const agent = await makeAgent();
    for (let n = 0; n < 50; n++) await connect(agent);
    expect(await refused(agent)).toMatchObject(full);
    await connect(await makeAgent());
  });
});
