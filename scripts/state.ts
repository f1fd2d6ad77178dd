/**
 * The random test of what clients show, as long as one likes:
 * npm run test:state -- --actions 10000 [--seed 1 [--path 0]]
 */
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";

const { values } = parseArgs({
  options: { actions: { type: "string" }, seed: { type: "string" }, path: { type: "string" } },
});
const { actions, seed, path } = values;

const vitest = await startVitest("test", ["lib/client/state.random.test.ts"], {
  run: true,
  provide: {
    state: {
      actions: Number(actions ?? 10_000),
      ...(seed !== undefined && { seed: Number(seed) }),
      ...(path !== undefined && { path }),
    },
  },
});
await vitest.close();
