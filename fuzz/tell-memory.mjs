/**
 * Loaded into the server that is fuzzed: on SIGUSR2 says what is in use once the garbage is gone.
 * It is no part of the server.
 */
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
let asked = 0;

process.on("SIGUSR2", async () => {
  const number = ++asked;
  for (let time = 0; time < 3; time++) {
    collect();
    await delay(200);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  console.log(`memory ${number} ${JSON.stringify({ resident: rss, heap: heapUsed + external })}`);
});
