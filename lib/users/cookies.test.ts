import { beforeAll, describe, expect, test } from "vitest";
import { cookieName, type Side } from "@/lib/cookies";
import { connect, refused } from "@/testing/connect";
import { rowCounts } from "@/testing/database";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import { makeAgent, makeCustomer, type Person } from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

let staff: Person;
let customer: Person;

beforeAll(async () => {
  [staff, customer] = await Promise.all([makeAgent(), makeCustomer()]);
});

const pair = (side: Side, token: string) => `${cookieName(side)}=${token}`;
const both = () => `other=1; ${pair("customer", customer.token)}; ${pair("staff", staff.token)}`;
const me = async (headers: Record<string, string>) => rest(null, headers).get("/api/me");
const idOf = async (headers: Record<string, string>) => dataOf(await me(headers)).user.id;

describe("who is calling, of a browser", () => {
  test("that is both: the side it says, and staff where it says none", async () => {
    const cookie = both();
    expect(await idOf({ cookie, "x-parley-side": "customer" })).toBe(customer.id);
    expect(await idOf({ cookie, "x-parley-side": "staff" })).toBe(staff.id);
    expect(await idOf({ cookie })).toBe(staff.id);
    expect(await idOf({ cookie: pair("customer", customer.token) })).toBe(customer.id);
  });

  test("the side proves nothing: a cookie of the other side is not looked at", async () => {
    const cookie = pair("customer", customer.token);
    for (const side of ["staff", "admin"]) {
      const answer = await me({ cookie, "x-parley-side": side });
      expect(errorOf(answer).code, side).toBe("UNAUTHENTICATED");
    }
  });

  test("the same over a socket, by auth.side", async () => {
    const extraHeaders = { cookie: both() };
    const as_customer = await connect(null, { extraHeaders, auth: { side: "customer" } });
    dataOf(await as_customer.call("chat:start", { subject: "My order" }));
    const as_staff = await connect(null, { extraHeaders, auth: { side: "staff" } });
    dataOf(await as_staff.call("agent:activity_ping"));
    const only_customer = { cookie: pair("customer", customer.token) };
    const wrong_side = { extraHeaders: only_customer, auth: { side: "staff" } };
    expect(await refused(null, wrong_side)).toMatchObject({ code: "UNAUTHENTICATED" });
    // Over polling, which browsers begin with, as well.
    const polling = await connect(null, {
      extraHeaders,
      auth: { side: "customer" },
      transports: ["polling"],
    });
    dataOf(await polling.call("chat:start", { subject: "My order" }));
  });

  test("a session that came in pieces is put together", async () => {
    const { token } = customer;
    const name = cookieName("customer");
    const cookie = `${name}.1=${token.slice(50, 90)}; ${name}.0=${token.slice(0, 50)}; ${name}.2=${token.slice(90)}`;
    expect(await idOf({ cookie })).toBe(customer.id);
  });
});

describe("a bearer beats the cookie", () => {
  test("also when the bearer is no good", async () => {
    const cookie = both();
    expect(await idOf({ cookie, authorization: `Bearer ${customer.token}` })).toBe(customer.id);
    for (const authorization of ["Bearer garbage", "Bearer"]) {
      const answer = await me({ cookie, authorization });
      expect(answer.status, authorization).toBe(401);
    }
    const extraHeaders = { cookie };
    for (const token of ["garbage", "", 5, {}]) {
      const error = await refused(null, { extraHeaders, auth: { token } });
      expect(error, `token ${JSON.stringify(token)}`).toMatchObject({ code: "UNAUTHENTICATED" });
    }
  });
});

describe("a page of another site", () => {
  const foreign = ["https://evil.example", "http://localhost:1", "null", "http://127.0.0.1"];

  test.for(foreign)(
    "%s changes nothing with a browser's cookie, and opens no socket",
    async (from) => {
      const before = await rowCounts();
      const headers = { cookie: both(), "x-parley-side": "customer", origin: from };
      const answer = await rest(null, headers).post("/api/live-chat/start", {
        subject: "My order",
      });
      expect(answer.status).toBe(403);
      expect(errorOf(answer).code).toBe("FORBIDDEN");
      const guest = await rest(null, { origin: from }).post("/api/auth/guest", {});
      expect(errorOf(guest).code).toBe("FORBIDDEN");
      for (const transport of ["websocket", "polling"] as const) {
        const extraHeaders = { cookie: both(), origin: from };
        await refused(null, { extraHeaders, transports: [transport] });
        // Not with a bearer either: a page cannot have one of ours.
        await refused(customer, { extraHeaders: { origin: from }, transports: [transport] });
      }
      expect(await rowCounts()).toEqual(before);
    },
  );

  test("our own page may, and who is no browser says no Origin", async () => {
    for (const own of [{ origin: origin() }, {}] as Record<string, string>[]) {
      const headers = { cookie: both(), "x-parley-side": "customer", ...own };
      dataOf(await rest(null, headers).post("/api/live-chat/start", { subject: "My order" }));
      const socket = await connect(null, { extraHeaders: headers, auth: { side: "staff" } });
      dataOf(await socket.call("agent:activity_ping"));
    }
  });

  test("a bearer over REST is no browser's cookie, so any Origin may send it", async () => {
    const headers = { origin: "https://app.example" };
    dataOf(await rest(customer, headers).post("/api/live-chat/start", { subject: "My order" }));
  });
});
