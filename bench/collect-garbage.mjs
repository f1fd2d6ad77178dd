/**
 * Loaded into the server whose memory is measured, which runs with --expose-gc: says on any message
 * of the bench what is in use once the garbage is gone. It is no part of the server.
 */
import { setTimeout as delay } from "node:timers/promises";

process.on("message", async () => {
  for (let time = 0; time < 3; time++) {
    globalThis.gc?.();
    await delay(300);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ resident: rss, heap: heapUsed + external });
});
