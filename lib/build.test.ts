import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { buildAgainIfBroken, isFresh, sourceHash } from "./build";

/** A checkout whose build is of its source. */
async function checkout() {
  const root = await mkdtemp(join(tmpdir(), "parley build "));
  onTestFinished(() => rm(root, { recursive: true }));
  const write = async (path: string, content: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  await write("app/page.tsx", "page");
  await write("app/api/route.ts", "route");
  await write("package.json", "{}");
  await write(".next/BUILD_ID", "1");
  await write(".next/parley-source", await sourceHash(root));
  return { root, write };
}

test("a build of the source that is there is fresh", async () => {
  const { root } = await checkout();
  expect(await isFresh(root)).toBe(true);
});

test.each([".next/BUILD_ID", ".next/parley-source"])("no %s: stale", async (path) => {
  const { root } = await checkout();
  await rm(join(root, path));
  expect(await isFresh(root)).toBe(false);
});

test("changed content makes it stale, also where the length stays", async () => {
  const { root, write } = await checkout();
  await write("app/page.tsx", "pagE");
  expect(await isFresh(root)).toBe(false);
});

test("a new file makes it stale, in a folder that was not there too", async () => {
  const { root, write } = await checkout();
  await write("public/empty.txt", "");
  expect(await isFresh(root)).toBe(false);
});

test("a deleted file makes it stale", async () => {
  const { root } = await checkout();
  await rm(join(root, "app/api/route.ts"));
  expect(await isFresh(root)).toBe(false);
});

test("a renamed file makes it stale", async () => {
  const { root } = await checkout();
  await rename(join(root, "app/api/route.ts"), join(root, "app/api/routes.ts"));
  expect(await isFresh(root)).toBe(false);
});

test("bytes that move from one file to its neighbour make it stale", async () => {
  const { root, write } = await checkout();
  await write("app/api/route.ts", "");
  await write("app/page.tsx", "routepage");
  expect(await isFresh(root)).toBe(false);
});

test("a new time of change alone does not, nor a test, nor a file outside the source", async () => {
  const { root, write } = await checkout();
  await utimes(join(root, "app/page.tsx"), new Date(), new Date());
  await write("app/page.test.tsx", "test");
  await write("README.md", "read me");
  expect(await isFresh(root)).toBe(true);
});

/** A build that fails as often as it is told to; what it found of a cache each time. */
async function failing(times: number, { has_cache }: { has_cache: boolean }) {
  const { root, write } = await checkout();
  const cache = join(root, ".next/cache/turbopack");
  if (has_cache) await write(".next/cache/turbopack/v1/00000001.sst", "broken");
  const found: boolean[] = [];
  const built = buildAgainIfBroken(cache, async () => {
    found.push(existsSync(cache));
    if (found.length <= times) throw new Error("It failed.");
  });
  const outcome = await built.then(
    () => "built",
    (error) => error.message,
  );
  return { outcome, found };
}

test.each([
  [0, true, "built", [true]],
  [1, true, "built", [true, false]],
  [2, true, "It failed.", [true, false]],
  [1, false, "It failed.", [false]],
])(
  "a build that fails %i times, with a cache: %s, is %s",
  async (times, has_cache, outcome, found) => {
    expect(await failing(times, { has_cache })).toEqual({ outcome, found });
  },
);
