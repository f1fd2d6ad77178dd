import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@/lib/errors";

/** More in one batch makes those at its front wait for longer than it saves. */
const MOST_IN_BATCH = 500;
/** What waits in one lane at the most: above it an entry is refused at once. */
const MOST_WAITING = 5000;
const MOST_CHARACTERS = 10_000_000;
/** How long an entry waits for its commit before its sender is told to try again, in milliseconds. */
const LONGEST_WAIT = 4500;
const EXPIRE_EVERY = 100;
/** How soon a batch that met no database is tried again, in milliseconds. */
const TRY_AGAIN_AFTER = 250;
/** How often a batch that lost a race is run again before its entries are run one by one. */
const RACES = 2;

/** What the lanes need of an entry: whose log it goes to, and what a retry of it has too. */
type LaneEntry = { session_id: string; client_id: string | null; content: string };

type Waiting<Entry, Result> = {
  entry: Entry;
  expires_at: number;
  resolve(result: Result): void;
  reject(error: unknown): void;
};

type Work<Entry, Outcome, Result> = {
  /** Writes entries and commits them together, all or none; what became of each, in their order. */
  write(entries: Entry[]): Promise<Outcome[]>;
  /**
   * Takes what became of an entry and makes of it what its sender gets. Called once for each, in
   * the order of its log, also when the sender was told to try again meanwhile. Does not throw.
   */
  settle(entry: Entry, outcome: Outcome): Result;
  /** Whether the database is not there, so that nothing is known of what became of a batch. */
  isAway(error: unknown): boolean;
  /** Whether another transaction was in the way, so that the same may succeed now. */
  isRace(error: unknown): boolean;
};

const unavailable = () =>
  new AppError("UNAVAILABLE", "The server cannot save messages now. Try again in a moment.");

/**
 * Commits together what arrives together. A lane that is idle takes an entry at once, no timer;
 * what arrives during a commit makes up the next batch. All entries of one session go through one
 * lane, in their order.
 *
 * A batch that was handed to the database is seen through: when the connection breaks nobody knows
 * whether it was committed, so it is written again, under the same ids, until there is an answer.
 */
class Lane<Entry extends LaneEntry, Outcome, Result> {
  private waiting: Waiting<Entry, Result>[] = [];
  private characters = 0;
  private is_running = false;
  private expiry: NodeJS.Timeout | undefined;
  /** Those whose batch is under way and who still wait for it. */
  private under_way: Waiting<Entry, Result>[] = [];

  constructor(private readonly work: Work<Entry, Outcome, Result>) {}

  add(entry: Entry): Promise<Result> {
    const is_full =
      this.waiting.length >= MOST_WAITING ||
      this.characters + entry.content.length > MOST_CHARACTERS;
    if (is_full) return Promise.reject(unavailable());
    return new Promise((resolve, reject) => {
      const expires_at = performance.now() + LONGEST_WAIT;
      this.waiting.push({ entry, expires_at, resolve, reject });
      this.characters += entry.content.length;
      this.expiry ??= setInterval(() => this.expire(), EXPIRE_EVERY);
      if (this.is_running) return;
      this.is_running = true;
      // After what has already arrived with it: that is committed together.
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.take();
      this.under_way = batch;
      await this.seeThrough(batch);
    }
    this.under_way = [];
    this.is_running = false;
    clearInterval(this.expiry);
    this.expiry = undefined;
  }

  /** The next batch: the same message a second time has to wait until the first one is known. */
  private take(): Waiting<Entry, Result>[] {
    const batch: Waiting<Entry, Result>[] = [];
    const later: Waiting<Entry, Result>[] = [];
    const taken = new Set<string>();
    let n = 0;
    for (; n < this.waiting.length && batch.length < MOST_IN_BATCH; n++) {
      const one = this.waiting[n] as Waiting<Entry, Result>;
      const { client_id, content } = one.entry;
      // Of another sender's or session's it would do no harm, and nobody makes the same twice.
      if (client_id !== null) {
        if (taken.has(client_id)) {
          later.push(one);
          continue;
        }
        taken.add(client_id);
      }
      batch.push(one);
      this.characters -= content.length;
    }
    this.waiting = [...later, ...this.waiting.slice(n)];
    return batch;
  }

  private async seeThrough(batch: Waiting<Entry, Result>[]): Promise<void> {
    try {
      const outcomes = await this.write(batch.map((one) => one.entry));
      for (const [n, one] of batch.entries()) {
        one.resolve(this.work.settle(one.entry, outcomes[n] as Outcome));
      }
    } catch (error) {
      const [first, ...others] = batch;
      if (others.length === 0) return first?.reject(error);
      // One of them is to blame, and the others are not to suffer for it.
      for (const one of batch) await this.seeThrough([one]);
    }
  }

  private async write(entries: Entry[]): Promise<Outcome[]> {
    for (let races = 0; ; ) {
      try {
        return await this.work.write(entries);
      } catch (error) {
        // First, for a lock that is held too long is a database that is slow as well.
        if (this.work.isRace(error)) {
          if (races++ === RACES) throw error;
        } else if (this.work.isAway(error)) await delay(TRY_AGAIN_AFTER);
        else throw error;
      }
    }
  }

  /** Nobody waits for longer than they were promised; those in front came first. */
  private expire(): void {
    const now = performance.now();
    for (const one of this.under_way) if (one.expires_at <= now) one.reject(unavailable());
    const left = this.waiting.findIndex((one) => one.expires_at > now);
    const expired = this.waiting.splice(0, left === -1 ? this.waiting.length : left);
    for (const one of expired) {
      this.characters -= one.entry.content.length;
      one.reject(unavailable());
    }
  }
}

export type Lanes<Entry, Result> = {
  /**
   * What became of an entry, after the commit.
   * @throws AppError UNAVAILABLE after 4.5 s without one, or at once when too many wait; the entry
   *   may be written nevertheless
   */
  add(entry: Entry): Promise<Result>;
};

/** The lanes of a log. More than one, so that one commits while another's events go out. */
export function createLanes<Entry extends LaneEntry, Outcome, Result>(
  count: number,
  work: Work<Entry, Outcome, Result>,
): Lanes<Entry, Result> {
  const lanes = Array.from({ length: count }, () => new Lane(work));
  return {
    add: (entry) =>
      (lanes[laneOf(entry.session_id, count)] as Lane<Entry, Outcome, Result>).add(entry),
  };
}

/** The end of a UUIDv7 is chance, its beginning is the time. */
const laneOf = (session_id: string, count: number) =>
  Number.parseInt(session_id.slice(-4), 16) % count;
