import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keepSecret } from "@/lib/secret";

test("a secret is made once and kept, and nothing else is left beside it", async () => {
  const data_dir = await mkdtemp(join(tmpdir(), "parley secret "));
  onTestFinished(() => rm(data_dir, { recursive: true }));
  const made = keepSecret(data_dir);
  expect(made).toMatch(/^[\w-]{43}$/);
  expect(keepSecret(data_dir)).toBe(made);
  expect(await readdir(data_dir)).toEqual(["secret"]);
});
