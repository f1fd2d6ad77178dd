/** So long without a packet, and the other end is asked whether it is there; in milliseconds. */
const QUIET = 10_000;
/** So long without a packet while an answer is due, and it is asked as well. */
const LATE = 3000;
/** What it has for its answer; less where the browser itself says that there is no network. */
const ANSWER_WITHIN = 4000;
const ANSWER_WITHIN_DOUBTFUL = 2000;
/** A line that brings other things may be busy; so often as much, and then it counts as dead. */
const MOST_WINDOWS = 3;
/** On a line that was given up for slowness an answer may take longer the next time. */
const LONGEST_ANSWER = 12_000;

type Line = {
  /** Asks the other end; `onAnswer` as soon as it has answered. */
  ask(onAnswer: () => void): void;
  /** Nothing comes through any more, whatever the operating system says. */
  onDead(): void;
};

/**
 * Tells a connection that carries something from one that only looks open: after a change of
 * network or a sleep the system may take a quarter of an hour to notice.
 */
export function createPulse({ ask, onDead }: Line) {
  // Not the time of day: that may be set back.
  const now = () => performance.now();
  let heard_at = 0;
  /** The same by the time of day, which goes on while the device sleeps and the other may not. */
  let heard_at_day = 0;
  let answer_within = ANSWER_WITHIN;
  /** How many answers are due on this connection. */
  let due = { count: 0 };
  let is_asking = false;
  /** Doubt came up meanwhile. The answer may be from before: a page that wakes up reads it late. */
  let is_doubted = false;
  let quiet_timer: ReturnType<typeof setTimeout> | undefined;
  let late_timer: ReturnType<typeof setTimeout> | undefined;
  let answer_timer: ReturnType<typeof setTimeout> | undefined;

  function watchQuiet(): void {
    const rest = heard_at + QUIET - now();
    if (rest <= 0) check();
    quiet_timer = setTimeout(watchQuiet, rest > 0 ? rest : QUIET);
  }

  function watchLate(): void {
    late_timer = undefined;
    if (due.count === 0) return;
    if (now() - heard_at >= LATE) check();
    late_timer = setTimeout(watchLate, LATE);
  }

  /** Asks now, or where it is being asked and there is doubt, once more after the answer. */
  function check(doubt?: "doubtful"): void {
    if (is_asking) {
      is_doubted ||= doubt !== undefined;
      return;
    }
    is_asking = true;
    is_doubted = false;
    const asked_at = now();
    const within = doubt ? ANSWER_WITHIN_DOUBTFUL : answer_within;
    let windows = 0;
    const look = () => {
      windows++;
      if (heard_at > asked_at && windows < MOST_WINDOWS) {
        answer_timer = setTimeout(look, within);
        return;
      }
      is_asking = false;
      answer_within = Math.min(LONGEST_ANSWER, 2 * answer_within);
      onDead();
    };
    answer_timer = setTimeout(look, within);
    ask(() => {
      clearTimeout(answer_timer);
      is_asking = false;
      if (now() - asked_at < ANSWER_WITHIN / 2) answer_within = ANSWER_WITHIN;
      if (is_doubted) check("doubtful");
    });
  }

  function stop(): void {
    for (const timer of [quiet_timer, late_timer, answer_timer]) clearTimeout(timer);
    late_timer = undefined;
    is_asking = false;
    is_doubted = false;
    due = { count: 0 };
  }

  /** Something came. */
  function heard(): void {
    heard_at = now();
    heard_at_day = Date.now();
  }

  return {
    check,
    heard,
    /** For how long nothing came, in milliseconds. */
    quietFor: () => Math.max(now() - heard_at, Date.now() - heard_at_day),
    /** An answer is due; call what this returns when it is there, or is waited for no longer. */
    expect(): () => void {
      const own = due;
      own.count++;
      late_timer ??= setTimeout(watchLate, LATE);
      return () => {
        own.count--;
      };
    },
    /** There is a new connection. */
    start(): void {
      stop();
      heard();
      watchQuiet();
      // Was the one before merely slow? A quick answer says no.
      if (answer_within > ANSWER_WITHIN) check();
    },
    stop,
  };
}
