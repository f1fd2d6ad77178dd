import { z } from "zod";
import { instant, SESSION_STATUSES, type SessionStatus } from "@/lib/sessions/contract";

/** The longest period that may be asked for: two years with their leap day, in days. */
export const LONGEST_PERIOD = 731;

/** A day of the calendar, such as `2026-11-23`. */
const day = z.iso.date().refine((text) => text >= "1970-01-02" && text <= "9999-12-30", {
  message: "is not in 1970 to 9999",
});

function isTimeZone(name: string): boolean {
  try {
    return !!new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
}

/** An IANA name. An offset such as `+02:00` is none: PostgreSQL reads its sign the other way round. */
const timeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z]/, "is no time zone")
  .refine(isTimeZone, "is no time zone");

/**
 * `from` and `to` are times, or days in `tz`: then the period begins with the first of them and
 * ends with the end of the other. Without `to` it ends now, without `from` it begins with the day
 * six days before the end, so that a call with nothing tells of seven days.
 */
export const analyticsInput = z.strictObject({
  from: z.union([day, instant], "is no day or time").optional(),
  to: z.union([day, instant], "is no day or time").optional(),
  tz: timeZone.optional(),
});
export type AnalyticsInput = z.infer<typeof analyticsInput>;

/** From `from` until just before `to`. */
export type Period = { from: string; to: string };

/**
 * Of `count` values. `median` and `p90` are the smallest value that is not exceeded by half and by
 * nine tenths of them (the nearest rank, PostgreSQL's `percentile_disc`): one that was really
 * measured. Null where there is none.
 */
export type Spread = {
  count: number;
  mean: number | null;
  median: number | null;
  p90: number | null;
};

/**
 * What is measured. Durations are whole seconds, each rounded to the nearest before it is counted,
 * and so are their means; other means have two decimals.
 *
 * - `wait`: from the start of a session until an agent took it for the first time; those whom nobody
 *   has are left out. This is the session's own `wait_time`.
 * - `first_response`: from the customer's first message to the first message of an agent; from the
 *   start where the agent spoke first. Front counts like that, and for who wrote it
 *   (https://help.front.com/en/articles/2308); Zendesk and Intercom count from the start, which is
 *   the same where the customer starts with a message.
 * - `response`: from a customer's message to the next message of an agent, also after the first.
 *   What a customer says in one go is one question, which was asked with its first message;
 *   questions that nobody answered are left out.
 * - `duration`: from the start until the end, of closed sessions.
 * - `messages`: of a session, those of customer and agents.
 * - `satisfaction`: the scores, 1 to 5, of the sessions that were rated.
 *
 * Notes and what the system says are no messages here: an answer is what the customer could read
 * and a person wrote (as in Zendesk, where neither bots nor private comments count).
 */
export const MEASURES = [
  "wait",
  "first_response",
  "response",
  "duration",
  "messages",
  "satisfaction",
] as const;
export type Measure = (typeof MEASURES)[number];
export type Spreads = Record<Measure, Spread>;

export type Figures = Spreads & {
  sessions: { total: number; by_status: Record<SessionStatus, number> };
};

/**
 * `first_response` and `response` are counted for who wrote the answer; the others for the
 * session's agent, which is who held it last. Who has neither a session nor an answer is left out.
 */
export type AgentFigures = Spreads & { agent: { id: number; name: string }; sessions: number };

/**
 * A session belongs to the period in which it was started, with all that came of it, also later
 * (as in Intercom's reports, https://www.intercom.com/help/en/articles/3653556).
 */
export type Analytics = {
  /** In which hours and weekdays are counted. */
  tz: string;
  period: Period;
  /**
   * The period before: as many days where the bounds were days, until the same time of the last one
   * where the period ends now; otherwise as long.
   */
  previous_period: Period;
  figures: Figures;
  previous: Figures;
  /** Sessions started in each hour of the day in `tz`, from 0 to 23. */
  by_hour: number[];
  /** Sessions started on each weekday, from Monday. */
  by_weekday: number[];
  /** Sessions started on each weekday, from Monday, in each hour. */
  by_weekday_hour: number[][];
  /** By name. */
  by_agent: AgentFigures[];
};

export const NO_STATUSES = Object.fromEntries(
  SESSION_STATUSES.map((status) => [status, 0]),
) as Record<SessionStatus, number>;
