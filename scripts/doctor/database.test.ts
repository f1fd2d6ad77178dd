import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { migrateDatabase } from "@/db/migrate";
import {
  CONNECTIONS,
  checkDatabase,
  type Facts,
  judgeDatabase,
  todoFor,
} from "@/scripts/doctor/database";
import type { Finding } from "@/scripts/doctor/finding";
import { databaseUrl } from "@/testing/database-url";

const GOOD: Facts = {
  version_num: 140_000,
  version: "14.0",
  encoding: "UTF8",
  is_replica: false,
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  may_create: true,
  connections_left: CONNECTIONS,
  clock_ahead: -2000,
  newest_ahead: 0,
};

const troubles = (findings: Finding[]) =>
  findings
    .filter(({ verdict }) => verdict !== "ok")
    .map(({ verdict, about, says }) => `${verdict} ${about}: ${says}`);

describe("what the facts mean", () => {
  test("all may be well", () => {
    expect(troubles(judgeDatabase(GOOD))).toEqual([]);
  });

  test.each<[Partial<Facts>, string]>([
    [{ version_num: 130_014, version: "13.14" }, "fail Database: PostgreSQL 13.14 is too old"],
    [{ encoding: "SQL_ASCII" }, "fail Database: its encoding is SQL_ASCII"],
    [{ is_replica: true }, "fail Database: it is a replica"],
    [{ may_create: false }, "fail Database: this user may not make tables"],
    [{ fsync: "off" }, "fail Durability: fsync is off"],
    [
      { synchronous_commit: "off", full_page_writes: "off" },
      "fail Durability: synchronous_commit and full_page_writes are off",
    ],
    [{ connections_left: CONNECTIONS - 1 }, "warn Connections: 22 more are free"],
    [{ connections_left: 2 }, "fail Connections: 2 more are free"],
    [{ clock_ahead: 2500 }, "warn Clocks: 2.5 s between"],
    [{ clock_ahead: -61_000 }, "fail Clocks: 61 s between"],
    [{ newest_ahead: 90_000 }, "warn Clocks: the newest message is 90 s"],
  ])("%j", (facts, trouble) => {
    const found = troubles(judgeDatabase({ ...GOOD, ...facts }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(trouble);
  });
});

/** A database of its own on the tests' server, changed by `statements`. */
async function database(...statements: string[]) {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const sql = postgres(inject("postgres"), { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${name}`);
  onTestFinished(async () => {
    await sql.unsafe(`drop database ${name} with (force)`);
    await sql.end();
  });
  for (const statement of statements) await sql.unsafe(statement.replaceAll("$name", name));
  return { name, sql, url: databaseUrl(inject("postgres"), name) };
}

describe("a real one", () => {
  test("is well before the first start and after it, and nothing is changed by the look", async () => {
    const { url } = await database();
    // What other tests have open on the same server is not this test's matter.
    const others = (findings: Finding[]) =>
      troubles(findings.filter(({ about }) => about !== "Connections"));
    expect(others(await checkDatabase(url))).toEqual([]);
    const client = postgres(url, { max: 1, onnotice: () => {} });
    onTestFinished(() => client.end());
    expect(await client`select from pg_class where relnamespace = 'public'::regnamespace`).toEqual(
      [],
    );
    await migrateDatabase(url);
    expect(others(await checkDatabase(url))).toEqual([]);
  });

  test("tells what is switched off for it, and how many may connect", async () => {
    const { url } = await database(
      "alter database $name set synchronous_commit = off",
      "alter database $name connection limit 3",
    );
    const found = troubles(await checkDatabase(url));
    expect(found).toContainEqual(expect.stringContaining("synchronous_commit is off"));
    expect(found).toContainEqual(expect.stringMatching(/Connections: 3 more are free/));
  });

  test("tells a user who may not make tables, with whom the start fails", async () => {
    const { name, sql, url } = await database();
    await sql.unsafe(`create role ${name} login password 'p'`);
    onTestFinished(async () => void (await sql.unsafe(`drop role ${name}`)));
    const limited = new URL(url);
    limited.username = name;
    limited.password = "p";
    const says = "fail Database: this user may not make tables in it";
    expect(troubles(await checkDatabase(limited.href))).toContain(says);
    await expect(migrateDatabase(limited.href)).rejects.toThrow();

    await sql.unsafe(`alter database ${name} owner to ${name}`);
    expect(troubles(await checkDatabase(limited.href))).not.toContain(says);
    await migrateDatabase(limited.href);
    await sql.unsafe(`alter database ${name} owner to current_user`);
    const inside = postgres(url, { max: 1 });
    await inside.unsafe(`drop owned by ${name}`);
    await inside.end();
  });

  test("tells a message of its future", async () => {
    const { url } = await database();
    const client = postgres(url, { max: 1, onnotice: () => {} });
    onTestFinished(() => client.end());
    await client`create table messages as select now() + interval '1 hour' as created_at`;
    expect(troubles(await checkDatabase(url))).toContainEqual(
      expect.stringMatching(/the newest message is (3599|3600) s in the database's future/),
    );
  });

  test("that does not answer is told with what to do", async () => {
    const { url } = await database();
    const wrong = (change: (url: URL) => void) => {
      const changed = new URL(url);
      change(changed);
      return checkDatabase(changed.href);
    };
    const [password] = await wrong((one) => {
      one.password = "another";
    });
    expect(password).toMatchObject({ verdict: "fail", todo: todoFor("28P01") });
    const [name] = await wrong((one) => {
      one.pathname = "/nowhere";
    });
    expect(name).toMatchObject({ verdict: "fail", todo: todoFor("3D000") });
    const [port] = await wrong((one) => {
      one.port = "1";
    });
    expect(port).toMatchObject({ verdict: "fail", todo: todoFor("ECONNREFUSED") });
    const [socket] = await checkDatabase("postgres://parley@localhost/parley?host=/nowhere");
    expect(socket).toMatchObject({ verdict: "fail", todo: todoFor("ENOENT") });
  });

  test("what to do is said for whatever goes wrong", () => {
    const codes = [
      "28000",
      "3D000",
      "53300",
      "ENOTFOUND",
      "ECONNREFUSED",
      "ENOENT",
      "CONNECT_TIMEOUT",
      "",
    ];
    expect(new Set(codes.map(todoFor)).size).toBe(codes.length);
  });
});
