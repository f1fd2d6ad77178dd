import { CallError } from "@/lib/client/api";

/** How long what failed for the moment waits to be tried again, in milliseconds; half of it is chance. */
const AGAIN_AFTER = 2000;

/**
 * Work that is done for a key, at most once at a time. Asked for while it is under way it is done
 * once more after that, for what it read may be older than the reason to ask. What fails for the
 * moment is tried again.
 */
export function createAgain<Key>(work: (key: Key) => Promise<void>) {
  const running = new Map<Key, { again: boolean }>();
  const timers = new Map<Key, ReturnType<typeof setTimeout>>();
  let closed = false;

  async function run(key: Key): Promise<void> {
    if (closed) return;
    clearTimeout(timers.get(key));
    timers.delete(key);
    const under_way = running.get(key);
    if (under_way) {
      under_way.again = true;
      return;
    }
    const now = { again: true };
    running.set(key, now);
    try {
      while (now.again && !closed) {
        now.again = false;
        await work(key);
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // Whether a sign-in has ended is for the connection to say, which then is closed.
      const may_pass = error.body.retryable || error.body.code === "UNAUTHENTICATED";
      if (may_pass) runLater(key, error.body.retry_after_ms);
    } finally {
      running.delete(key);
    }
    // Asked for once more while it failed.
    if (now.again && !timers.has(key)) void run(key);
  }

  function runLater(key: Key, after = AGAIN_AFTER / 2 + (Math.random() * AGAIN_AFTER) / 2): void {
    const later = () => {
      timers.delete(key);
      void run(key);
    };
    if (!closed) timers.set(key, setTimeout(later, after));
  }

  return {
    run,
    close(): void {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
