import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, transaction } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { writeAudit } from "@/lib/audit/commands";
import type { AUDIT_ACTIONS, AuditEntry } from "@/lib/audit/contract";
import { withServer } from "@/testing/gateway";
import { makeAdmin, makeAgent, makeCustomer, type Person, startChat } from "@/testing/people";
import { dataOf, rest } from "@/testing/rest";

withServer();

let ada: Person;
let bea: Person;
let tom: Person;
beforeAll(async () => {
  [ada, bea, tom] = await Promise.all([
    makeAdmin({ name: "Ada" }),
    makeAdmin({ name: "Bea" }),
    makeAgent({ name: "Tom" }),
  ]);
});
beforeEach(async () => {
  await db().execute(sql`truncate ${audit_log}`);
});

type Page = { items: AuditEntry[]; next_cursor: string | null };
const list = async (query = ""): Promise<Page> =>
  dataOf(await rest(ada).get(`/api/audit${query && `?${query}`}`));

const write = (who: Person, action: (typeof AUDIT_ACTIONS)[number], subject_id: string | number) =>
  transaction((tx) => writeAudit(tx, who.actor, action, subject_id));

test("an act of staff is in the log, with what it was done to and to whom by name", async () => {
  const id = await (await startChat(await makeCustomer(), { subject: "A blue lamp" })).id;
  await rest(ada).post(`/api/live-chat/${id}/assign`, { agent_id: tom.id });
  const { items } = await list();
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    action: "session.assign",
    actor: { id: ada.id, name: "Ada" },
    subject_id: id,
    subject: "A blue lamp",
    details: { agent_id: tom.id },
    people: [{ id: tom.id, name: "Tom" }],
  });
});

test("a page goes on where the one before ended, newest first, also within one moment", async () => {
  await transaction(async (tx) => {
    for (let n = 1; n <= 5; n++) {
      await writeAudit(tx, ada.actor, "user.invite", n);
    }
  });
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map((entry) => entry.subject_id));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual(["5", "4", "3", "2", "1"]);
});

describe("filters", () => {
  test("by who did it, by what was done, by what it was done to", async () => {
    await write(ada, "user.invite", 1);
    await write(bea, "user.invite", 2);
    await write(bea, "settings.update", "settings");
    const subjects = async (query: string) =>
      (await list(query)).items.map((entry) => entry.subject_id);
    expect(await subjects(`actor_id=${bea.id}`)).toEqual(["settings", "2"]);
    expect(await subjects("action=user.invite")).toEqual(["2", "1"]);
    expect(await subjects(`action=user.invite&actor_id=${ada.id}`)).toEqual(["1"]);
    expect(await subjects("subject_id=2")).toEqual(["2"]);
  });

  test("by when, both ends included", async () => {
    await write(ada, "user.invite", 1);
    const [{ created_at } = { created_at: "" }] = (await list()).items;
    const before = new Date(Date.parse(created_at) - 1).toISOString();
    const after = new Date(Date.parse(created_at) + 1).toISOString();
    expect((await list(`from=${before}&to=${after}`)).items).toHaveLength(1);
    expect((await list(`from=${after}`)).items).toHaveLength(0);
    expect((await list(`to=${before}`)).items).toHaveLength(0);
  });

  test.each([
    "action=user.rename",
    "actor_id=x",
    "subject_id=%00",
    "from=now",
    "cursor=x",
    "who=1",
  ])("%s is refused", async (query) => {
    const { status, body } = await rest(ada).get(`/api/audit?${query}`);
    expect([status, body.ok || body.error.code]).toEqual([400, "VALIDATION"]);
  });
});

test("no row is changed or deleted, whatever the code says", async () => {
  await write(ada, "user.invite", 1);
  const reason = { cause: { message: expect.stringContaining("stays as it was written") } };
  await expect(
    db().update(audit_log).set({ subject_id: "2" }).where(eq(audit_log.subject_id, "1")),
  ).rejects.toMatchObject(reason);
  await expect(db().delete(audit_log)).rejects.toMatchObject(reason);
  expect((await list()).items).toHaveLength(1);
});

test("neither an old nor a new name is kept", async () => {
  const person = await makeAgent({ name: "Xanthippe" });
  await rest(ada).patch(`/api/users/${person.id}`, { name: "Yolanda", skills: ["returns"] });
  const rows = await db().select().from(audit_log);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.details).toEqual({ skills: ["returns"], is_renamed: true });
});
