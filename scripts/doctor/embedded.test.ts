import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedPostgres } from "@/db/embedded/start";
import { checkEmbedded } from "@/scripts/doctor/embedded";

const SLOW = { timeout: 60_000 };

async function home(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "parley-doctor-"));
  // Root without user namespaces runs PostgreSQL as another user, who must get through.
  await chmod(directory, 0o711);
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

test("where there is no database none is made, and it is tried elsewhere", SLOW, async () => {
  const directory = await home();
  const findings = await checkEmbedded(join(directory, "data"));
  expect(findings.filter(({ verdict }) => verdict !== "ok")).toEqual([]);
  expect(findings[0]?.says).toMatch(/^it can be set up and started/);
  expect(await readdir(directory)).toEqual([]);
});

test("one that does not run is started and ended; one that runs goes on", SLOW, async () => {
  const data_dir = await home();
  await (await startEmbeddedPostgres({ data_dir })).stop();
  expect((await checkEmbedded(data_dir))[0]?.says).toBe("it can be started");
  expect(await readdir(join(data_dir, "postgres"))).not.toContain("postmaster.pid");

  const server = await startEmbeddedPostgres({ data_dir });
  onTestFinished(server.stop);
  const findings = await checkEmbedded(data_dir);
  expect(findings[0]?.says).toBe(`it runs, as process ${server.pid}`);
  expect(findings.filter(({ verdict }) => verdict !== "ok")).toEqual([]);
  expect(await readdir(join(data_dir, "postgres"))).toContain("postmaster.pid");
});

test("a data directory that cannot be one is told with what to do", async () => {
  const file = join(await home(), "file");
  await writeFile(file, "");
  const [finding, ...rest] = await checkEmbedded(file);
  expect(finding).toMatchObject({ verdict: "fail", about: "PostgreSQL" });
  expect(finding?.says).toMatch(/a file is in its place; .+PARLEY_DATA_DIR/);
  expect(rest).toEqual([]);
});

test("one that cannot be started is told in its own words", SLOW, async () => {
  const data_dir = await home();
  await (await startEmbeddedPostgres({ data_dir })).stop();
  await writeFile(join(data_dir, "postgres", "PG_VERSION"), "16\n");
  const [finding] = await checkEmbedded(data_dir);
  expect(finding).toMatchObject({ verdict: "fail" });
  expect(finding?.says).toContain("was made by PostgreSQL 16");
});
