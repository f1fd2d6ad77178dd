/**
 * A thread that says when the next message is due, to a few hundredths of a millisecond: the timers
 * of the event loop know whole ones only, which is more than a relay takes for a message.
 * It is no TypeScript because Node starts threads without the loader of the process.
 */
import { parentPort, workerData } from "node:worker_threads";

/** `start` as of `now()`, `interval` in milliseconds, `stop`: one cell, 0 until it is to end. */
const { start, interval, stop } = workerData;
for (let beat = 0; ; beat++) {
  const wait = start + beat * interval - Number(process.hrtime.bigint()) / 1e6;
  if (wait > 0 && Atomics.wait(stop, 0, 0, wait) !== "timed-out") break;
  if (Atomics.load(stop, 0) !== 0) break;
  parentPort?.postMessage(beat);
}
