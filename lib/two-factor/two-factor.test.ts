import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { recovery_codes, two_factors } from "@/db/schema/users";
import { codeAt, keyUri, periodOf, qrOf } from "@/lib/two-factor/codes";
import { seal, unseal } from "@/lib/users/secrets";
import { withServer } from "@/testing/gateway";
import { makeAdmin, makeAgent, PASSWORD, type Person } from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

/** RFC 6238, appendix B: the secret "12345678901234567890". */
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const PERIOD = 30_000;

let agent: Person;
beforeEach(async () => {
  agent = await makeAgent();
});

const signIn = (who: Person, more: Record<string, unknown> = {}) =>
  rest(null).post("/api/auth/token", { email: who.email, password: PASSWORD, ...more });

const begin = async (who: Person): Promise<string> =>
  dataOf(await rest(who).post("/api/me/two-factor", { password: PASSWORD })).secret;

/** On, by the code of the period before: that of now has not been used yet. */
async function turnOn(who: Person): Promise<{ secret: string; codes: string[] }> {
  const secret = await begin(who);
  const code = codeAt(secret, Date.now() - PERIOD);
  const answer = await rest(who).put("/api/me/two-factor", { code });
  return { secret, codes: dataOf(answer).recovery_codes };
}

describe("codes", () => {
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
  ])("as in RFC 6238, at %i s", (at, code) => {
    expect(codeAt(RFC_SECRET, at * 1000)).toBe(code);
    expect(periodOf(RFC_SECRET, code, at * 1000)).toBe(Math.floor(at / 30));
  });

  test("a clock may be half a minute off, and no more", () => {
    const at = 1_700_000_010_000;
    const code = codeAt(RFC_SECRET, at);
    const period = Math.floor(at / PERIOD);
    const found = [-2, -1, 0, 1, 2].map((n) => periodOf(RFC_SECRET, code, at + n * PERIOD));
    expect(found).toEqual([null, period, period, period, null]);
  });

  test("the address that an app reads says whose it is, and fits in a picture", () => {
    const uri = keyUri(RFC_SECRET, "ada+1@example.com");
    expect(uri).toMatch(/^otpauth:\/\/totp\/Parley:ada%2B1%40example\.com\?/);
    expect(new URL(uri).searchParams.get("secret")).toBe(RFC_SECRET);
    const qr = qrOf(uri);
    // The three corners have the mark by which a camera finds it, within a margin of four.
    const mark = Array(7).fill(true);
    const [top = [], bottom = []] = [qr[4], qr.at(-5)];
    expect([top.slice(4, 11), top.slice(-11, -4), bottom.slice(4, 11)]).toEqual([mark, mark, mark]);
    expect([...(qr[3] ?? []), ...(qr.at(-4) ?? [])]).not.toContain(true);
    expect(qr.every((row) => row.length === qr.length)).toBe(true);
  });
});

test("a sealed secret opens with its context alone, and whoever reads it learns nothing", () => {
  const sealed = seal("secret words", "user 1");
  expect(unseal(sealed, "user 1")).toBe("secret words");
  expect(unseal(sealed, "user 2")).toBeNull();
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith("AA") ? "BB" : "AA"}`;
  expect(unseal(changed, "user 1")).toBeNull();
  expect(unseal("", "user 1")).toBeNull();
  expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("secret");
  expect(seal("secret words", "user 1")).not.toBe(sealed);
});

describe("turning it on", () => {
  test("takes the password, then a first code; until then nothing is asked for", async () => {
    const wrong = await rest(agent).post("/api/me/two-factor", { password: "wrong" });
    expect(errorOf(wrong)).toMatchObject({ code: "FORBIDDEN", field: "password" });
    const secret = await begin(agent);
    const bad = await rest(agent).put("/api/me/two-factor", { code: "000000" });
    expect(errorOf(bad)).toMatchObject({ code: "FORBIDDEN", field: "code" });
    dataOf(await signIn(agent));
    const code = codeAt(secret);
    const { recovery_codes: codes } = dataOf(
      await rest(agent).put("/api/me/two-factor", { code: `${code.slice(0, 3)} ${code.slice(3)}` }),
    );
    expect(new Set(codes).size).toBe(10);
    expect(errorOf(await signIn(agent))).toMatchObject({ code: "UNAUTHENTICATED", field: "code" });
    const { two_factor } = dataOf(await rest(agent).get("/api/me/two-factor"));
    expect(two_factor).toEqual({ on_since: expect.any(String), recovery_codes_left: 10 });
  });

  test("begun again, what was begun before is no more; on, it is not begun again", async () => {
    const [first, second] = [await begin(agent), await begin(agent)];
    const confirm = (code: string) => rest(agent).put("/api/me/two-factor", { code });
    expect(errorOf(await confirm(codeAt(first))).code).toBe("FORBIDDEN");
    dataOf(await confirm(codeAt(second)));
    expect(errorOf(await confirm(codeAt(second))).code).toBe("CONFLICT");
    const again = await rest(agent).post("/api/me/two-factor", { password: PASSWORD });
    expect(errorOf(again).code).toBe("CONFLICT");
  });

  test("nothing that is kept signs anybody in", async () => {
    const { secret, codes } = await turnOn(agent);
    const kept = JSON.stringify([
      await db().select().from(two_factors),
      await db().select().from(recovery_codes),
      await db().select().from(audit_log),
    ]);
    for (const word of [secret, ...codes]) expect(kept).not.toContain(word);
  });
});

describe("signing in with it", () => {
  test("a code counts once, also for two who come with it at the same moment", async () => {
    const { secret } = await turnOn(agent);
    const code = codeAt(secret);
    const answers = await Promise.all([1, 2, 3, 4].map(() => signIn(agent, { code })));
    expect(answers.filter(({ body }) => body.ok)).toHaveLength(1);
    expect(errorOf(await signIn(agent, { code }))).toMatchObject({
      code: "UNAUTHENTICATED",
      field: "code",
    });
    // Nor does one of before, which is still within the half minute.
    const earlier = codeAt(secret, Date.now() - PERIOD);
    expect((await signIn(agent, { code: earlier })).body.ok).toBe(false);
  });

  test("a recovery code counts once and in the place of a code", async () => {
    const { codes } = await turnOn(agent);
    const code = codes[3]?.toUpperCase().replace(/(.{4})/g, "$1-");
    const answers = await Promise.all([1, 2, 3].map(() => signIn(agent, { code })));
    expect(answers.filter(({ body }) => body.ok)).toHaveLength(1);
    const { two_factor } = dataOf(await rest(agent).get("/api/me/two-factor"));
    expect(two_factor.recovery_codes_left).toBe(9);
    const renewed = await rest(agent).post("/api/me/two-factor/recovery-codes", {
      password: PASSWORD,
    });
    expect((await signIn(agent, { code: codes[4] })).body.ok).toBe(false);
    dataOf(await signIn(agent, { code: dataOf(renewed).recovery_codes[0] }));
  });

  test("another's code is none", async () => {
    await turnOn(agent);
    const other = await makeAgent();
    const { secret, codes } = await turnOn(other);
    for (const code of [codeAt(secret), codes[0]]) {
      expect(errorOf(await signIn(agent, { code })).code).toBe("UNAUTHENTICATED");
    }
    dataOf(await signIn(other, { code: codes[0] }));
  });

  test("a wrong password does not tell that there is a second factor", async () => {
    await turnOn(agent);
    const other = await makeAgent();
    const wrong = (who: Person) => signIn(who, { password: "wrong", code: "123456" });
    expect((await wrong(agent)).body).toEqual((await wrong(other)).body);
  });
});

describe("turning it off", () => {
  test("takes the password, and signing in asks for no code any more", async () => {
    await turnOn(agent);
    const wrong = await rest(agent).delete("/api/me/two-factor", { password: "wrong" });
    expect(errorOf(wrong).code).toBe("FORBIDDEN");
    expect(errorOf(await signIn(agent)).code).toBe("UNAUTHENTICATED");
    dataOf(await rest(agent).delete("/api/me/two-factor", { password: PASSWORD }));
    dataOf(await signIn(agent));
    expect(await db().select().from(recovery_codes).execute()).not.toContainEqual(
      expect.objectContaining({ user_id: agent.id }),
    );
  });

  test("an admin turns it off for who lost their phone; both leave a row in the audit log", async () => {
    const admin = await makeAdmin();
    await turnOn(agent);
    const list = async () =>
      dataOf(await rest(admin).get(`/api/users?q=${encodeURIComponent(agent.name)}`)).items;
    expect(await list()).toContainEqual(
      expect.objectContaining({ id: agent.id, has_two_factor: true }),
    );
    const { user } = dataOf(await rest(admin).delete(`/api/users/${agent.id}/two-factor`));
    expect(user).toMatchObject({ id: agent.id, has_two_factor: false });
    dataOf(await signIn(agent));
    const { items } = dataOf(await rest(admin).get(`/api/audit?subject_id=${agent.id}`));
    expect(items).toMatchObject([
      { action: "two_factor.end", actor: { id: admin.id }, subject: agent.name },
      { action: "two_factor.begin", actor: { id: agent.id } },
    ]);
  });
});
