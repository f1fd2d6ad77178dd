import { readdirSync } from "node:fs";
import { type APIRequestContext, type APIResponse, request } from "@playwright/test";
import type { SignedIn } from "@/lib/users/contract";
import { openTlsProxy } from "@/testing/tls-proxy";
import { type Ids, NO_PAGES, outcomeOf, PAGES, VISITORS } from "./every-page";
import { expect, test } from "./home";
import { dataOf, restClient } from "./rest";
import { ADMIN, ADMIN_SETTINGS } from "./server";

const TOKEN = "a-token-of-the-monitor";

/** The files of pages that there are: one that is not among `PAGES` makes the test red. */
const pagesOf = () =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => file.replace(/\/?page\.tsx$/, ""));

/** Where each runs: a directive that is not here, or a wider one, is a decision to be taken anew. */
const PAGE_POLICY =
  /^default-src 'self'; script-src 'nonce-[\w+/]{22}==' 'sha256-[\w+/]{43}=' 'strict-dynamic'; style-src 'self' 'nonce-[\w+/]{22}=='; style-src-attr 'unsafe-inline'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/;
const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'";

function expectHardened(response: APIResponse, policy: RegExp | string): void {
  const headers = response.headers();
  const what = `${response.status()} ${response.url()}`;
  expect(headers, what).toMatchObject({
    "content-security-policy": policy instanceof RegExp ? expect.stringMatching(policy) : policy,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": expect.stringContaining("camera=()"),
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
  expect(headers["x-powered-by"], what).toBeUndefined();
  expect(headers.server, what).toBeUndefined();
}

function expectKeptByNobody(response: APIResponse): void {
  expect(response.headers()["cache-control"], response.url()).toContain("no-store");
}

/** All cookies that anything ever sets: a new one is a decision. */
const COOKIE =
  /^__Host-parley\.(staff|customer)\.(session|csrf|callback)=[^;]*; Path=\/;( Expires=[^;]+;)? HttpOnly; Secure; SameSite=Lax$/;

function expectCookiesKept(response: APIResponse): void {
  for (const { name, value } of response.headersArray()) {
    if (name.toLowerCase() === "set-cookie") expect(value).toMatch(COOKIE);
  }
}

/** Signs a browser in as the pages do, and looks at the cookies that come. */
async function signIn(browser: APIRequestContext, side: string, form: Record<string, string>) {
  const kind = "password" in form ? "password" : "guest";
  const csrf = await browser.get(`/api/auth/${side}/csrf`);
  expectCookiesKept(csrf);
  const { csrfToken } = await csrf.json();
  const answer = await browser.post(`/api/auth/${side}/callback/${kind}`, {
    form: { ...form, csrfToken, json: "true" },
  });
  expect(answer.ok()).toBe(true);
  expectCookiesKept(answer);
  const { cookies } = await browser.storageState();
  expect(cookies.map(({ name }) => name)).toContain(`__Host-parley.${side}.session`);
}

// Its twin would only make the same calls: nothing in it is done by a hand.
test("behind https every kind of answer has its headers, every cookie its bounds, and every page works under its policy", {
  tag: "@pointer",
}, async ({ home, browser }) => {
  test.setTimeout(180_000);
  expect(pagesOf().sort()).toEqual(Object.keys(PAGES).sort());

  const proxy = await openTlsProxy();
  const server = await home.start({
    ...ADMIN_SETTINGS,
    PARLEY_URL: proxy.url,
    PARLEY_TRUSTED_PROXIES: "127.0.0.1",
    PARLEY_DESIGN_PAGE: "1",
    PARLEY_METRICS_TOKEN: TOKEN,
  });
  proxy.leadTo(server.url);

  const nobody = restClient(server.url);
  const { token } = dataOf(await nobody<SignedIn>("POST /api/auth/token", ADMIN));
  const admin = restClient(server.url, token);
  const agent_account = { email: "agent@parley.test", password: "a password of theirs" };
  const agent_user = { ...agent_account, name: "Ben", role: "agent" };
  dataOf(await admin("POST /api/users", agent_user));
  const guest = dataOf(await nobody<SignedIn>("POST /api/auth/guest", { name: "Ann" }));
  const customer_account = { email: "cleo@parley.test", password: "a password of theirs" };
  dataOf(await nobody("POST /api/auth/register", { ...customer_account, name: "Cleo" }));
  type Started = { session: { id: string } };
  const start = { subject: "Where is it?", message: "See https://a.example" };
  const { session } = dataOf(
    await restClient(server.url, guest.token)<Started>("POST /api/live-chat/start", start),
  );
  const signed_in = dataOf(await nobody<SignedIn>("POST /api/auth/token", agent_account));
  const agent = restClient(server.url, signed_in.token);
  dataOf(await agent(`POST /api/live-chat/${session.id}/accept`));
  const { ticket } = dataOf(
    await agent<{ ticket: { id: string } }>(`POST /api/live-chat/${session.id}/convert-to-ticket`),
  );
  type Made = { kb_article: { id: string } };
  const write = async (title: string, status: string) => {
    const content = "# How\n\n| a | b |\n| --- | --- |\n| 1 | 2 |";
    const made = await admin<Made>("POST /api/kb-articles", { title, status, content });
    return dataOf(made).kb_article.id;
  };
  const ids: Ids = {
    session_id: session.id,
    kb_article_id: await write("Sending back", "published"),
    draft_id: await write("A draft", "draft"),
    ticket_id: ticket.id,
  };
  const pages = Object.values(PAGES);

  const visitors = {
    nobody: () => Promise.resolve(),
    customer: (who: APIRequestContext) => signIn(who, "customer", { name: "Dora" }),
    account: (who: APIRequestContext) => signIn(who, "customer", customer_account),
    agent: (who: APIRequestContext) => signIn(who, "staff", agent_account),
    admin: (who: APIRequestContext) => signIn(who, "staff", ADMIN),
  };
  const options = { baseURL: proxy.url, ignoreHTTPSErrors: true };

  for (const visitor of VISITORS) {
    await test.step(`as ${visitor}`, async () => {
      const context = await browser.newContext(options);
      await visitors[visitor](context.request);
      for (const { path, outcomes } of [...pages, ...NO_PAGES]) {
        const response = await context.request.get(path(ids), { maxRedirects: 0 });
        expect(await outcomeOf(response), path(ids)).toBe(outcomes[visitor]);
        expectHardened(response, PAGE_POLICY);
        expectKeptByNobody(response);
        expectCookiesKept(response);
      }
      const page = await context.newPage();
      const said: string[] = [];
      page.on("console", (message) => said.push(`${page.url()}: ${message.text()}`));
      page.on("pageerror", (error) => said.push(`${page.url()}: ${error.message}`));
      // Where the way leads to the sign-in, it is the page of the sign-in that is looked at.
      for (const { path, outcomes } of pages) {
        if (outcomes[visitor] === "login") continue;
        const answer = await page.goto(path(ids));
        await page.waitForLoadState("load");
        await expect(page.locator("body")).not.toBeEmpty();
        // A browser says of a page that is not found that it is not.
        if (answer?.status() === 404)
          said.splice(0, said.length, ...said.filter((one) => !one.includes("404")));
      }
      expect(said, "what the browser's console was told").toEqual([]);
      await context.close();
    });
  }

  const api = await request.newContext({
    ...options,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const chat = `/api/live-chat/${session.id}`;
  for (const path of [
    ...[chat, `${chat}/messages`, "/api/me", "/api/users", "/api/analytics?from=2026-01-01"],
    ...["/api/live-chat/none", "/api/no/such/call", "/api/live-chat/start", "/api/%E0%A4%A"],
    ...["/api/health", "/api/ready", "/socket.io/?EIO=4&transport=polling"],
  ]) {
    const response = await api.get(path);
    expectKeptByNobody(response);
    expectHardened(response, CLOSED_POLICY);
  }
  const transcript = await api.get(`${chat}/transcript?format=html`);
  expectHardened(transcript, /sandbox/);
  expectKeptByNobody(transcript);
  const metrics = await api.get("/metrics", { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(metrics.ok()).toBe(true);
  expectHardened(metrics, CLOSED_POLICY);

  const pixel = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const file = { name: "a.png", mimeType: "image/png", buffer: pixel };
  const headers = { authorization: `Bearer ${signed_in.token}` };
  const uploaded = await api.post("/api/chat-upload/upload", {
    headers,
    multipart: { session_id: session.id, file },
  });
  const { attachment_url } = (await uploaded.json()).data;
  for (const url of [attachment_url, `${attachment_url}?size=thumbnail`]) {
    const sent = await api.get(url, { headers });
    expect(sent.status(), await sent.text()).toBe(200);
    expectHardened(sent, "sandbox; default-src 'none'");
    expect(sent.headers()["content-disposition"]).toMatch(/^inline; filename=/);
    expect(sent.headers()["cache-control"]).toBe("private, no-cache");
  }

  const [script] = /\/_next\/static\/[^"]+\.js/.exec(await (await api.get("/login")).text()) ?? [];
  const asset = await api.get(`${script}`);
  expectHardened(asset, PAGE_POLICY);
  expect(asset.headers()["cache-control"]).toContain("immutable");

  await test.step("by another name it is not served, and monitors are", async () => {
    const other = (path: string) =>
      api.get(`${server.url}${path}`, { headers: { host: "evil.example" } });
    for (const path of ["/login", "/api/me", "/socket.io/?EIO=4&transport=polling"]) {
      const answer = await other(path);
      expect([400, 403], path).toContain(answer.status());
    }
    expect((await other("/api/health")).status()).toBe(200);
  });
  await api.dispose();
  await proxy.close();
});
