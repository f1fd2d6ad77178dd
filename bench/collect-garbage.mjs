/**
 * Loaded into the server whose memory is measured, which runs with --expose-gc: says on any message
 * of the bench what is in use once the garbage is gone. It is no part of the server.
 */
import { setTimeout as delay } from "node:timers/promises";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

async function collect() {
  for (let time = 0; time < 3; time++) {
    globalThis.gc?.();
    await delay(300);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  // Where new objects are made: it grows to a fixed size with whatever is done, not with sockets.
  const nursery = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
  return { resident: rss - (nursery?.physical_space_size ?? 0), heap: heapUsed + external };
}

process.on("message", async () => {
  const { resident: with_holes, heap } = await collect();
  // V8 leaves holes where garbage was, and fills them later; this closes them.
  setFlagsFromString("--compact-on-every-full-gc");
  const { resident } = await collect();
  setFlagsFromString("--no-compact-on-every-full-gc");
  process.send?.({ resident, with_holes, heap });
});
