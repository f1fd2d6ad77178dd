import { type Chat, makeChats, type Seat } from "./chats";
import type { Cores } from "./cores";
import type { Measurement } from "./marks";
import { MOST_BUSY, measure } from "./measure";
import { LOADS, type LoadName, type Options } from "./options";
import type { Database, Postgres } from "./postgres";
import { shuffled, startRandom } from "./random";
import { startApp, type Variant } from "./servers";
import { percent, short } from "./table";
import { type Checked, startTeam } from "./team";

const CHATS = 500;
/** How often a load is tried whose generator was too busy to be believed. */
const TRIES = 3;

export type Outcome = {
  measurements: Measurement[];
  /** What was seen, what did not count and what must not be, in a sentence each. */
  notes: string[];
  thrown_away: string[];
  failures: string[];
};

export type Disks = { usual: Postgres; slow: Postgres | null };

/**
 * Each round measures each variant once, in an order of its own, so that what changes on the
 * machine in between hits them alike.
 */
export async function runRounds(
  { rounds, variants, loads, seed, times }: Options,
  cores: Cores,
  disks: Disks,
  tell: (line: string) => void,
): Promise<Outcome> {
  const random = startRandom(seed);
  const outcome: Outcome = { measurements: [], notes: [], thrown_away: [], failures: [] };
  const turns = [
    { postgres: disks.usual, names: loads.filter((load) => !LOADS[load].slow_disk) },
    { postgres: disks.slow, names: loads.filter((load) => LOADS[load].slow_disk) },
  ].flatMap(({ postgres, names }) =>
    postgres && names.length > 0
      ? variants
          // A relay has no disk.
          .filter((variant) => postgres === disks.usual || variant !== "relay")
          .map((variant) => ({ postgres, names, variant }))
      : [],
  );
  for (let round = 1; round <= rounds; round++) {
    for (const { postgres, names, variant } of shuffled(turns, random)) {
      await takeTurn(variant, names, postgres, round);
    }
  }
  return outcome;

  async function takeTurn(
    variant: Variant,
    names: LoadName[],
    postgres: Postgres,
    round: number,
  ): Promise<void> {
    const database = await postgres.makeDatabase();
    const chats = await makeChats(database.url, { active: CHATS });
    const app = await startApp(variant, { core: cores.app, database_url: database.url });
    const team = startTeam(cores.generators);
    await team.connect(app.url, chats.map(bothEnds), variant === "parley");
    const processes = { app: app.pid, postgres: postgres.pid, core: cores.app };
    const where = `round ${round} of ${rounds}, ${variant}`;
    for (const load of names) {
      for (let attempt = 1; attempt <= TRIES; attempt++) {
        const run_seed = seed + round * 100 + attempt * 10;
        const figures = await measure(team, LOADS[load].pace, processes, times, run_seed);
        const { per_second, delivery, generator_busy, disturbed } = figures;
        const said = `${where}, ${load}: ${short(per_second)}/s, p99 ${short(delivery.p99)} ms; the generator was busy for ${percent(generator_busy)}, others had ${percent(disturbed)} of the core`;
        tell(said);
        if (generator_busy <= MOST_BUSY) {
          outcome.measurements.push({ round, variant, load, figures });
          break;
        }
        outcome.thrown_away.push(said);
      }
    }
    const checked = await team.check();
    if (variant === "naive" && checked.faults.out_of_order > 0) {
      // Its statements pass each other: part of what it is, and what the log's lock is for.
      outcome.notes.push(`${where}: ${checked.faults.out_of_order} delivered out of order`);
      checked.faults.out_of_order = 0;
    }
    const wrong = await whatIsWrong(variant, checked, database);
    for (const one of wrong) {
      tell(`${where}: ${one}`);
      outcome.failures.push(`${where}: ${one}`);
    }
    await team.end();
    await app.end();
    await database.drop();
  }
}

function bothEnds({ customer, agent }: Chat): Seat[] {
  return agent ? [customer, agent] : [customer];
}

/** Whatever the generators saw must be in the log, once and in order; in sentences. */
async function whatIsWrong(
  variant: Variant,
  { acknowledged, faults, first_refusal }: Checked,
  database: Database,
): Promise<string[]> {
  const wrong = Object.entries(faults)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name.replaceAll("_", " ")}`);
  if (first_refusal) wrong.push(`the first refusal: ${JSON.stringify(first_refusal)}`);
  if (acknowledged === 0) wrong.push("nothing was acknowledged");
  if (variant === "relay") return wrong;

  const table = variant === "parley" ? "messages" : "naive_messages";
  const [row] = await database.query<{ rows: number }>(
    `select count(*)::int as rows from ${table}`,
  );
  if (row?.rows !== acknowledged) {
    wrong.push(`${row?.rows} rows for ${acknowledged} acknowledged messages`);
  }
  if (variant === "parley") {
    const gaps = await database.query(
      `select sessions.id from sessions left join messages on session_id = sessions.id
       group by sessions.id
       having count(seq) <> coalesce(max(seq), 0) or last_seq <> coalesce(max(seq), 0)`,
    );
    if (gaps.length > 0) wrong.push(`${gaps.length} sessions have gaps in the table`);
  }
  return wrong;
}
