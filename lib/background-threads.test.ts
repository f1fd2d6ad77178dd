import { readdirSync } from "node:fs";
import { getPriority } from "node:os";
import { expect, it } from "vitest";
import { putBackgroundThreadsBehind } from "./background-threads";

const backgroundThreads = () =>
  readdirSync("/proc/self/task")
    .map(Number)
    .filter((id) => id !== process.pid);

it.skipIf(process.platform !== "linux")(
  "puts the threads that compile and collect behind the one that serves",
  async () => {
    const before = getPriority(process.pid);
    await putBackgroundThreadsBehind();

    const threads = backgroundThreads();
    expect(threads.length).toBeGreaterThan(0);
    for (const id of threads) expect(getPriority(id)).toBe(10);
    expect(getPriority(process.pid)).toBe(before);
  },
);
