import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, inject, test } from "vitest";
import { db } from "@/db/client";
import { type Action, anyAction, anyReload, perform } from "@/testing/actions";
import { expectFresh } from "@/testing/compare";
import { withServer } from "@/testing/gateway";
import { disturbEvents, randomFrom } from "@/testing/overtake";
import { makeWorld, type World } from "@/testing/world";

type Told = { actions: number; seed?: number; path?: string };

/** Among all tests: as many as fit, and the same each time, so that what is red is the change. */
const AMONG_OTHERS = { actions: 250, seed: 20_261_122 };

/** What `npm run test:state` was told; it looks for what is new, with another seed each time. */
const {
  actions,
  seed = Date.now() & 0x7fffffff,
  path = "",
}: Told = inject("state") ?? AMONG_OTHERS;

const BURST = { min: 1, max: 16 };
const BURSTS = 16;
/** A burst has its middle size, in the long run. */
const ACTIONS_A_RUN = (BURSTS * (BURST.min + BURST.max)) / 2;

withServer();
beforeAll(() => disturbEvents(randomFrom(seed)));

/** Actions that are begun one right after another, none waiting for the one before. */
const anyBurst = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(anyAction, { minLength: BURST.min, maxLength: BURST.max, size: "max" }),
  },
  { weight: 1, arbitrary: anyReload },
);
// Small numbers are nothing special here.
const anyLife = fc.noBias(
  fc.array(anyBurst, { minLength: BURSTS, maxLength: BURSTS, size: "max" }),
);

/** Something to begin with: chats that wait and chats that are held. */
const BEGINNING: Action[][] = [
  [0, 1, 2, 3, 4, 5, 6].map((seat) => ({ kind: "start", seat, priority: "medium", message: true })),
  [0, 1, 2].map((seat) => ({ kind: "accept", seat, chat: seat })),
  [4, 5, 6].map((seat) => ({ kind: "say", seat, chat: 1, times: 2 })),
];

async function live(world: World, bursts: Action[][], count: () => void): Promise<void> {
  for (const burst of [[], ...BEGINNING, ...bursts]) {
    const begun: Promise<void>[] = [];
    for (const action of burst) {
      count();
      const done = perform(world, action);
      begun.push(done);
      if (action.kind === "pause") await done;
    }
    await Promise.all(begun);
    await expectFresh(world.seats);
    for (const { line } of world.seats) line.restore();
  }
  await expectFresh(world.seats);
  await expectLogs(world);
}

/** Each conversation that is loaded from its beginning is the log, without notes for customers. */
async function expectLogs({ seats, sessions }: World): Promise<void> {
  const rows = await db().execute<{ id: string; session_id: string; is_internal: boolean }>(
    sql`select id, session_id, is_internal from messages order by session_id, seq, note_seq`,
  );
  for (const { client, person } of seats) {
    for (const session_id of sessions) {
      const conversation = client.getState().conversations[session_id];
      if (conversation?.status !== "ready" || conversation.has_older) continue;
      const log = rows.filter(
        (row) => row.session_id === session_id && !(person.role === "customer" && row.is_internal),
      );
      expect(conversation.messages.map(({ id }) => id)).toEqual(log.map(({ id }) => id));
    }
  }
}

test("what is shown after any sequence of actions is what a fresh load shows", {
  timeout: 60_000 + actions * 500,
}, async () => {
  let done = 0;
  const started = performance.now();
  await fc.assert(
    fc.asyncProperty(anyLife, async (bursts) => {
      const world = await makeWorld();
      try {
        await live(world, bursts, () => done++);
      } finally {
        world.close();
        await db().execute(sql`truncate sessions, messages cascade`);
      }
    }),
    {
      seed,
      path,
      numRuns: Math.max(1, Math.ceil(actions / ACTIONS_A_RUN)),
      // Where it fails depends on the timing too, so smaller examples are no better ones.
      endOnFailure: true,
      includeErrorInReport: true,
    },
  );
  const seconds = Math.round((performance.now() - started) / 1000);
  console.info(`${done} actions in ${seconds} s without a difference; seed ${seed}`);
});

declare module "vitest" {
  export interface ProvidedContext {
    state?: Told;
  }
}
