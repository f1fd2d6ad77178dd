import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readEnv } from "@/lib/env";
import {
  checkDataDir,
  checkMachine,
  judgeClock,
  judgeDisk,
  judgeFiles,
  judgeMemory,
  judgeNode,
} from "@/scripts/doctor/machine";

const MB = 1024 ** 2;
const GB = 1024 ** 3;

test.each([
  ["20.9.0", "ok"],
  ["22.0.0", "ok"],
  ["20.8.1", "fail"],
  ["18.20.4", "fail"],
])("Node %s: %s", (version, verdict) => {
  expect(judgeNode(version).verdict).toBe(verdict);
});

test.each([
  [4 * GB, "ok"],
  [512 * MB, "warn"],
  [128 * MB, "fail"],
])("%s bytes of memory: %s", (bytes, verdict) => {
  expect(judgeMemory(bytes).verdict).toBe(verdict);
});

test.each([
  [20 * GB, true, "ok"],
  [2 * GB, true, "warn"],
  [700 * MB, true, "fail"],
  [700 * MB, false, "ok"],
  [100 * MB, false, "warn"],
  [10 * MB, false, "fail"],
])("%s bytes of disk, database here: %s: %s", (bytes, has_database, verdict) => {
  expect(judgeDisk(bytes, "/", has_database).verdict).toBe(verdict);
});

test.each([
  [Infinity, 1000, "ok"],
  [1200, 1000, "ok"],
  [1024, 1000, "fail"],
])("%s open files for %s connections: %s", (limit, connections, verdict) => {
  expect(judgeFiles(limit, connections).verdict).toBe(verdict);
});

test("a clock from before this version is wrong", () => {
  expect(judgeClock(2000, 1000).verdict).toBe("ok");
  expect(judgeClock(1000, 2000).verdict).toBe("fail");
});

test("a data directory that can be written or made is left as it was", async () => {
  const home = await mkdtemp(join(tmpdir(), "parley-doctor-"));
  onTestFinished(() => rm(home, { recursive: true }));
  expect((await checkDataDir(home)).says).toBe(`${home} can be written`);
  expect((await checkDataDir(join(home, "a", "b"))).says).toMatch(/b can be made$/);
  expect(await readdir(home)).toEqual([]);

  const file = join(home, "file");
  await writeFile(file, "");
  expect((await checkDataDir(file)).verdict).toBe("fail");
  expect((await checkDataDir(join(file, "data"))).verdict).toBe("fail");
});

test("this machine, on which the tests run, has a verdict on each of six", async () => {
  const findings = await checkMachine(readEnv({}));
  expect(findings.map(({ about }) => about)).toEqual([
    ...["Node", "Memory", "Disk", "Data", "Open files", "Clock"],
  ]);
  expect(findings[0]?.verdict).toBe("ok");
});
