/**
 * Loaded into the server whose memory is measured, which runs with --expose-gc: says on any message
 * of the bench what is in use once the garbage is gone. It is no part of the server.
 */
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";

async function collect() {
  for (let time = 0; time < 3; time++) {
    globalThis.gc?.();
    await delay(300);
  }
  return process.memoryUsage();
}

process.on("message", async () => {
  const { rss: resident, heapUsed, external } = await collect();
  // V8 leaves holes where garbage was, and fills them later; this closes them.
  setFlagsFromString("--compact-on-every-full-gc");
  const { rss: compact } = await collect();
  setFlagsFromString("--no-compact-on-every-full-gc");
  process.send?.({ resident, compact, heap: heapUsed + external });
});
