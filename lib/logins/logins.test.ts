import { beforeEach, describe, expect, test } from "vitest";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import { makeAgent, makeCustomer, makeGuest, PASSWORD, type Person } from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

async function signIn({ email }: Person, password = PASSWORD): Promise<string> {
  const browser = rest(null, { "user-agent": FIREFOX });
  return dataOf(await browser.post("/api/auth/token", { email, password })).token;
}

const isOpen = async (token: string) => (await rest(token).get("/api/me")).body.ok;

let agent: Person;
beforeEach(async () => {
  agent = await makeAgent();
});

describe("sign-ins", () => {
  test("one sees where one is signed in, and with what", async () => {
    const token = await signIn(agent);
    const { logins } = dataOf(await rest(token).get("/api/me/logins"));
    expect(logins).toMatchObject([
      { is_current: true, browser: "Firefox 145", device: "Computer, Linux" },
      { is_current: false, browser: "", id: agent.actor.login_id },
    ]);
    expect(logins[0].ip_address).toMatch(/127\.0\.0\.1|::1/);
  });

  test("one is ended, the others stay; nobody ends another's", async () => {
    const token = await signIn(agent);
    const { login_id } = agent.actor;
    const stranger = await makeAgent();
    const refused = await rest(stranger).delete(`/api/me/logins/${login_id}`);
    expect(errorOf(refused).code).toBe("NOT_FOUND");
    expect(await isOpen(agent.token)).toBe(true);
    dataOf(await rest(token).delete(`/api/me/logins/${login_id}`));
    expect([await isOpen(agent.token), await isOpen(token)]).toEqual([false, true]);
    expect(dataOf(await rest(token).get("/api/me/logins")).logins).toHaveLength(1);
    // It has ended: as if it had never been.
    const again = await rest(token).delete(`/api/me/logins/${login_id}`);
    expect(again.body).toEqual(refused.body);
  });

  test("promise 10: signing out everywhere else closes the sockets there within 5 s", async () => {
    const token = await signIn(agent);
    const [other, own] = [await connect(agent), await connect(token)];
    const since = performance.now();
    dataOf(await rest(token).delete("/api/me/logins"));
    expect([await isOpen(agent.token), await isOpen(token)]).toEqual([false, true]);
    await other.closed();
    expect(performance.now() - since).toBeLessThan(5000);
    expect((await own.call("agent:activity_ping", {})).ok).toBe(true);
  });
});

describe("changing one's password", () => {
  const change = (token: string, password: string, new_password: string) =>
    rest(token).put("/api/me/password", { password, new_password });

  test("takes the old one, and ends every other sign-in", async () => {
    const token = await signIn(agent);
    dataOf(await change(token, PASSWORD, "a new password"));
    expect([await isOpen(agent.token), await isOpen(token)]).toEqual([false, true]);
    expect(await isOpen(await signIn(agent, "a new password"))).toBe(true);
    await expect(signIn(agent)).rejects.toThrow("UNAUTHENTICATED");
  });

  test("a wrong one changes nothing and is not a sign-in that ended", async () => {
    const token = await signIn(agent);
    const error = errorOf(await change(token, "wrong", "a new password"));
    expect(error).toMatchObject({ code: "FORBIDDEN", field: "password" });
    expect([await isOpen(agent.token), await isOpen(token)]).toEqual([true, true]);
    expect(await isOpen(await signIn(agent))).toBe(true);
  });

  test("a customer does so too; a guest has none, and a short one is none", async () => {
    const customer = await makeCustomer();
    dataOf(await change(customer.token, PASSWORD, "a new password"));
    expect(await isOpen(await signIn(customer, "a new password"))).toBe(true);
    const guest = await makeGuest();
    expect(errorOf(await change(guest.token, PASSWORD, PASSWORD)).code).toBe("CONFLICT");
    expect(errorOf(await change(agent.token, PASSWORD, "short"))).toMatchObject({
      code: "VALIDATION",
      field: "new_password",
    });
  });
});
