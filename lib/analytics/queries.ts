import { type SQL, sql } from "drizzle-orm";
import { db, isSqlState, type Queryable, type Transaction } from "@/db/client";
import { session_figures } from "@/db/schema/figures";
import { messages } from "@/db/schema/messages";
import { assignments, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import {
  type AgentFigures,
  type Analytics,
  type AnalyticsInput,
  type Figures,
  LONGEST_PERIOD,
  MEASURES,
  type Measure,
  NO_STATUSES,
  type Period,
  type Spread,
  type Spreads,
} from "@/lib/analytics/contract";
import { AppError } from "@/lib/errors";
import { authorize } from "@/lib/rights";
import type { SessionStatus } from "@/lib/sessions/contract";

/** In days: more than any period that is answered. */
const TOO_LONG = LONGEST_PERIOD + 2;

/** Whole seconds, null where one of the two is. A clock that was set back makes no negative ones. */
const secondsFrom = (start: SQL, end: SQL) =>
  sql`case when ${end} > ${start} then floor(date_part('epoch', ${end} - ${start}) + 0.5)::int
    when ${end} <= ${start} then 0 end`;

/**
 * A row of `session_figures` from the log of the session `s`. The log without notes and system
 * messages is a row of turns: what one side says until the other does. An answer is the first
 * message of an agent's turn, and the turn before, if there is one, is its question.
 */
export const figuresOfSession = sql`(
  with said as (
    select ${messages.seq}, ${messages.sender_type}, ${messages.sender_id}, ${messages.created_at},
      ${messages.sender_type} is distinct from
        lag(${messages.sender_type}) over (order by ${messages.seq}) as is_turn
    from ${messages}
    where ${messages.session_id} = s.id and not ${messages.is_internal}
      and ${messages.sender_type} <> 'system' and ${messages.type} <> 'system'
  ), turns as (
    select *, lag(created_at) over (order by seq) as asked_at from said where is_turn
  ), answers as (
    select seq, sender_id, asked_at,
      ${secondsFrom(sql`coalesce(asked_at, s.created_at)`, sql`created_at`)} as seconds
    from turns where sender_type = 'agent'
  ), taken as (
    -- The session says since when it is with whoever has it now; its customer waited for the first.
    select least(s.assigned_at, min(${assignments}.assigned_at)) as at from ${assignments}
    where ${assignments}.session_id = s.id and s.assigned_at is not null
  )
  select s.id as session_id, s.created_at as started_at, s.agent_id,
    (select ${secondsFrom(sql`s.created_at`, sql`at`)} from taken) as wait,
    ${secondsFrom(sql`s.created_at`, sql`s.ended_at`)} as duration,
    (select count(*)::int from said) as messages,
    (array_agg(seconds order by seq))[1] as first_response,
    (array_agg(sender_id order by seq))[1] as first_responder_id,
    coalesce(array_agg(seconds order by seq) filter (where asked_at is not null), '{}') as responses,
    coalesce(array_agg(sender_id order by seq) filter (where asked_at is not null), '{}') as responder_ids
  from answers
)`;

type Bounds = { period: Period; previous_period: Period };

/** A bound as PostgreSQL's local time in the zone: a day begins at midnight, whatever its length. */
const isDay = (bound: string) => bound.length === 10;

/**
 * The period that was asked for and the one before it.
 * @throws AppError VALIDATION when it is empty, goes backwards or is too long
 */
export async function readBounds(input: AnalyticsInput): Promise<Bounds> {
  const tz = input.tz ?? "UTC";
  const by_days = (!input.from || isDay(input.from)) && (!input.to || isDay(input.to));
  const at = (local: SQL) => sql`(${local}) at time zone ${tz}`;
  const today = sql`(now() at time zone ${tz})::date`;
  // The day after the last one, where it is days that bound it.
  const last_day = !input.to
    ? sql`${today} + 1`
    : isDay(input.to)
      ? sql`${input.to}::date + 1`
      : sql`(${input.to}::timestamptz at time zone ${tz})::date + 1`;
  const to = !input.to
    ? sql`now()`
    : isDay(input.to)
      ? at(sql`(${last_day})::timestamp`)
      : sql`${input.to}::timestamptz`;
  const first_day =
    input.from && isDay(input.from) ? sql`${input.from}::date` : sql`${last_day} - 7`;
  const from =
    input.from && !isDay(input.from)
      ? sql`${input.from}::timestamptz`
      : at(sql`(${first_day})::timestamp`);
  const length = sql`((${last_day}) - (${first_day}))`;
  // Of a period that is too long the one before may lie before all time that PostgreSQL knows.
  const before = by_days
    ? at(sql`(${first_day} - least(${length}, ${TOO_LONG}::int))::timestamp`)
    : sql`${from} - least(${to} - ${from}, make_interval(days => ${TOO_LONG}::int))`;
  // A day that is not over is compared with the day before until the same time.
  const before_to =
    by_days && !input.to
      ? sql`least(${from}, ${at(sql`now() at time zone ${tz} - make_interval(days => ${length})`)})`
      : from;
  const iso = (time: SQL) => sql`to_json(${time})#>>'{}'`;
  type Row = { from: string; to: string; before: string; before_to: string; days: number };
  const [row] = await inZone(tz, () =>
    db().execute<Row>(sql`
      select ${iso(from)} as from, ${iso(to)} as to, ${iso(before)} as before,
        ${iso(before_to)} as before_to,
        (extract(epoch from ${to} - ${from}) / 86400)::float as days`),
  );
  if (!row || row.days <= 0) {
    throw new AppError("VALIDATION", "to: is not after the beginning", { field: "to" });
  }
  // An hour more or less is what the clocks may do in between.
  if (row.days > LONGEST_PERIOD + 1 / 24) {
    const message = `from: is more than ${LONGEST_PERIOD} days before the end`;
    throw new AppError("VALIDATION", message, { field: "from" });
  }
  const instant = (text: string) => new Date(text).toISOString();
  return {
    period: { from: instant(row.from), to: instant(row.to) },
    previous_period: { from: instant(row.before), to: instant(row.before_to) },
  };
}

/** JavaScript and PostgreSQL each bring their own list of zones. */
async function inZone<T>(tz: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isSqlState(error, "22023")) throw error;
    throw new AppError("VALIDATION", `tz: ${tz} is not known to the database`, { field: "tz" });
  }
}

/** Whether a session that was started then is in one of the periods. */
const isWithin = (started_at: SQL, { period, previous_period }: Bounds) =>
  sql`${started_at} >= ${previous_period.from}::timestamptz
    and ${started_at} < ${period.to}::timestamptz
    and (${started_at} >= ${period.from}::timestamptz
      or ${started_at} < ${previous_period.to}::timestamptz)`;
const isSince = (started_at: SQL, { period }: Bounds) =>
  sql`${started_at} >= ${period.from}::timestamptz`;

/** The sessions `s` of both periods. */
const startedIn = (bounds: Bounds) => isWithin(sql`s.created_at`, bounds);
const isCurrent = (bounds: Bounds) => isSince(sql`s.created_at`, bounds);

/** Closed sessions `s` of those periods whose log nobody has counted. */
export const uncounted = (bounds: Bounds) => sql`${startedIn(bounds)} and s.status = 'closed'
  and not exists (select from ${session_figures} f where f.session_id = s.id)`;

type CountRow = {
  is_current: boolean;
  status: SessionStatus;
  weekday: number;
  hour: number;
  sessions: number;
};

const readCounts = (tx: Queryable, bounds: Bounds, tz: string) =>
  tx.execute<CountRow>(sql`
    select ${isCurrent(bounds)} as is_current, s.status,
      extract(isodow from s.created_at at time zone ${tz})::int - 1 as weekday,
      extract(hour from s.created_at at time zone ${tz})::int as hour,
      count(*)::int as sessions
    from ${sessions} s where ${startedIn(bounds)}
    group by 1, 2, 3, 4`);

type SpreadRow = {
  is_current: boolean;
  measure: Measure;
  /** Null for what nobody's name stands at. */
  agent_id: number | null;
  /** Of all agents and of nobody together. */
  is_total: boolean;
  count: number;
  mean: number;
  median: number;
  p90: number;
};

const AGENT_OF: Record<Exclude<Measure, "response" | "satisfaction">, string> = {
  wait: "agent_id",
  duration: "agent_id",
  messages: "agent_id",
  first_response: "first_responder_id",
};

/** How often each value of each measure was measured, over rows like those of `session_figures`. */
function timesOf(figures: SQL, bounds: Bounds): SQL {
  const is_current = sql`${isSince(sql`started_at`, bounds)} as is_current`;
  const within = isWithin(sql`started_at`, bounds);
  const branches = Object.entries(AGENT_OF).map(
    ([measure, agent_id]) => sql`
      select ${sql.raw(`'${measure}'`)} as measure, ${is_current},
        ${sql.identifier(agent_id)} as agent_id, ${sql.identifier(measure)} as value,
        count(*)::int as times
      from ${figures} where ${within} and ${sql.identifier(measure)} is not null
      group by 2, 3, 4`,
  );
  branches.push(sql`
      select 'response', is_current, agent_id, value, count(*)::int from (
        select ${is_current}, unnest(responder_ids) as agent_id, unnest(responses) as value
        from ${figures} where ${within}
      ) as given group by 2, 3, 4`);
  return sql.join(branches, sql` union all `);
}

/**
 * How often each value was measured is all that means and percentiles need: that is counted by
 * hashing, one measure for each core at a time, and leaves little to sort. What is open is counted
 * apart, because a step that reads the rows of another is not done in parallel.
 */
const readSpreads = (tx: Queryable, bounds: Bounds) =>
  tx.execute<SpreadRow>(sql`
    with open as materialized (
      select f.* from ${sessions} s cross join lateral ${figuresOfSession} f
      where ${startedIn(bounds)} and s.status <> 'closed'
    ), of_closed as materialized (
      ${timesOf(sql`${session_figures}`, bounds)}
      union all
      select 'satisfaction', ${isCurrent(bounds)}, s.agent_id, s.rating::int, count(*)::int
      from ${sessions} s where ${startedIn(bounds)} and s.rating is not null group by 2, 3, 4
    ), counted as (
      select * from of_closed union all (${timesOf(sql`open`, bounds)})
    ), grouped as (
      select is_current, measure, agent_id, false as is_total, value, times
      from counted where is_current and agent_id is not null
      union all
      select is_current, measure, null, true, value, sum(times)::int from counted group by 1, 2, 5
    ), placed as (
      select *, sum(times) over (
          partition by is_current, measure, is_total, agent_id order by value
        ) as place,
        sum(times) over (partition by is_current, measure, is_total, agent_id) as count
      from grouped
    )
    select is_current, measure, agent_id, is_total, count::int,
      sum(value::float * times) / count as mean,
      min(value) filter (where place * 2 >= count) as median,
      min(value) filter (where place * 10 >= count * 9) as p90
    from placed group by is_current, measure, agent_id, is_total, count`);

/** Which agents the sessions of the period are, with how many; and the names of who answered. */
const readAgents = (tx: Queryable, bounds: Bounds) =>
  tx.execute<{ agent_id: number; sessions: number }>(sql`
    select s.agent_id, count(*)::int as sessions from ${sessions} s
    where ${startedIn(bounds)} and ${isCurrent(bounds)} and s.agent_id is not null
    group by 1`);

const NOTHING: Spread = { count: 0, mean: null, median: null, p90: null };

const IN_SECONDS: readonly Measure[] = ["wait", "first_response", "response", "duration"];

function spreadsOf(rows: SpreadRow[]): Spreads {
  const spreads = Object.fromEntries(
    MEASURES.map((measure) => [measure, { ...NOTHING }]),
  ) as Spreads;
  for (const { measure, count, mean, median, p90 } of rows) {
    const precision = IN_SECONDS.includes(measure) ? 1 : 100;
    spreads[measure] = { count, mean: Math.round(mean * precision) / precision, median, p90 };
  }
  return spreads;
}

function figuresOf(counts: CountRow[], spreads: SpreadRow[]): Figures {
  const by_status = { ...NO_STATUSES };
  for (const { status, sessions } of counts) by_status[status] += sessions;
  const total = Object.values(by_status).reduce((sum, sessions) => sum + sessions, 0);
  return { sessions: { total, by_status }, ...spreadsOf(spreads.filter((row) => row.is_total)) };
}

async function byAgent(
  tx: Queryable,
  held: { agent_id: number; sessions: number }[],
  spreads: SpreadRow[],
): Promise<AgentFigures[]> {
  const sessions_of = new Map(held.map(({ agent_id, sessions }) => [agent_id, sessions]));
  const rows_of = new Map<number, SpreadRow[]>();
  for (const row of spreads) {
    if (row.agent_id === null) continue;
    rows_of.set(row.agent_id, [...(rows_of.get(row.agent_id) ?? []), row]);
  }
  const ids = new Set([...sessions_of.keys(), ...rows_of.keys()]);
  if (ids.size === 0) return [];
  const named = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(sql`${users.id} in ${[...ids]}`)
    .orderBy(users.name, users.id);
  return named.map((agent) => ({
    agent,
    sessions: sessions_of.get(agent.id) ?? 0,
    ...spreadsOf(rows_of.get(agent.id) ?? []),
  }));
}

/** Two workers more is what two cores can use; to compile the statement takes longer than to run it. */
async function prepare(tx: Transaction): Promise<void> {
  await tx.execute(sql`select set_config('max_parallel_workers_per_gather', '2', true),
    set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`);
}

/** What the two periods come to, where all closed sessions of theirs are counted. */
export async function readAnalytics(actor: Actor, bounds: Bounds, tz: string): Promise<Analytics> {
  authorize(actor, "analytics.read");
  const snapshot = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
  return db().transaction(async (tx) => {
    await prepare(tx);
    const counts = [...(await readCounts(tx, bounds, tz))];
    const spreads = [...(await readSpreads(tx, bounds))];
    const agents = await byAgent(tx, [...(await readAgents(tx, bounds))], spreads);
    const [now, before] = [true, false].map((is_current) =>
      figuresOf(
        counts.filter((row) => row.is_current === is_current),
        spreads.filter((row) => row.is_current === is_current),
      ),
    ) as [Figures, Figures];
    const by_weekday_hour = Array.from({ length: 7 }, () => Array<number>(24).fill(0));
    for (const { is_current, weekday, hour, sessions } of counts) {
      const day = by_weekday_hour[weekday];
      if (is_current && day) day[hour] = (day[hour] ?? 0) + sessions;
    }
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    return {
      tz,
      ...bounds,
      figures: now,
      previous: before,
      by_hour: Array.from({ length: 24 }, (_, hour) =>
        sum(by_weekday_hour.map((day) => day[hour] ?? 0)),
      ),
      by_weekday: by_weekday_hour.map(sum),
      by_weekday_hour,
      by_agent: agents,
    };
  }, snapshot);
}
