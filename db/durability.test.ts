import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { expect, inject, onTestFinished, test } from "vitest";
import { assertDurable, settingsThatRisk } from "@/db/durability";
import { databaseUrl } from "@/testing/database-url";

/** A database of another's making, with settings of its own. */
async function databaseWith(settings: Record<string, string>): Promise<string> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const sql = postgres(inject("postgres"), { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${name}`);
  onTestFinished(async () => {
    await sql.unsafe(`drop database ${name} with (force)`);
    await sql.end();
  });
  for (const [setting, value] of Object.entries(settings)) {
    await sql.unsafe(`alter database ${name} set ${setting} = ${value}`);
  }
  return databaseUrl(inject("postgres"), name);
}

test("a database that answers before its disk has it is refused in one sentence", async () => {
  const url = await databaseWith({ synchronous_commit: "off" });
  await expect(assertDurable(url)).rejects.toThrow(
    /^The database may lose .*synchronous_commit off/,
  );
});

test.for(["on", "local", "remote_write", "remote_apply"])(
  "synchronous_commit %s is this server's disk at least",
  async (synchronous_commit) => {
    await assertDurable(await databaseWith({ synchronous_commit }));
  },
);

// These two belong to a whole server and are not switched off on the one that the tests share.
test.for(["fsync", "full_page_writes"])("%s off is a risk too", (name) => {
  const settings = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };
  expect(settingsThatRisk(settings)).toEqual([]);
  expect(settingsThatRisk({ ...settings, [name]: "off" })).toEqual([name]);
});
