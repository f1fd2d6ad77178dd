import { CallError } from "@/lib/client/api";
import type { Outgoing } from "@/lib/client/state";
import type { Message } from "@/lib/messages/contract";

/** The first wait before a message is tried again and the longest one, in milliseconds. */
const FIRST_RETRY = 500;
const LONGEST_RETRY = 10_000;

type Outbox = {
  /** Adds a message at the end of its session's line. */
  add(session_id: string, entry: Outgoing): void;
  /** Tries a refused message again, under the `client_id` that it had. */
  retry(session_id: string, client_id: string): void;
  discard(session_id: string, client_id: string): void;
  /** Goes on with a session's line, to which messages may have come from elsewhere. */
  resume(session_id: string): void;
  /** Tries everything that waits at once: there is a connection again. */
  wake(): void;
  close(): void;
};

type Host = {
  isOpen(): boolean;
  /** The sessions that something was sent to. */
  sessions(): string[];
  read(session_id: string): Outgoing[];
  write(session_id: string, entries: Outgoing[]): void;
  /** @throws CallError */
  send(session_id: string, entry: Outgoing): Promise<Message>;
  /** The line still has it, as `sent`: it leaves as soon as the log on the screen has the message. */
  onSent(session_id: string, message: Message): void;
};

/**
 * What was sent and is not acknowledged yet. Each session's messages go one after another, in the
 * order in which they were written; each is tried until it is acknowledged or refused for good,
 * always with the same `client_id`, so that none is in the log twice.
 */
export function createOutbox(host: Host): Outbox {
  const running = new Set<string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const failures = new Map<string, number>();
  let closed = false;

  function change(session_id: string, client_id: string, to: Partial<Outgoing>): void {
    const entries = host.read(session_id);
    host.write(
      session_id,
      entries.map((entry) => (entry.client_id === client_id ? { ...entry, ...to } : entry)),
    );
  }

  function remove(session_id: string, client_id: string): void {
    const entries = host.read(session_id);
    host.write(
      session_id,
      entries.filter((entry) => entry.client_id !== client_id),
    );
  }

  /** Until there is a connection. */
  function waitAll(session_id: string): void {
    for (const { client_id, state } of host.read(session_id).filter(isToSend)) {
      if (state === "sending") change(session_id, client_id, { state: "waiting" });
    }
  }

  function wait(session_id: string, retry_after: number | undefined): void {
    const count = (failures.get(session_id) ?? 0) + 1;
    failures.set(session_id, count);
    const backoff = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** (count - 1));
    // Half of it is chance, so that clients who lost one server do not all come back at once.
    const by_chance = backoff / 2 + (Math.random() * backoff) / 2;
    // The server's word counts, but for what a clock that was set back makes of it.
    const delay = Math.min(retry_after ?? by_chance, LONGEST_RETRY);
    clearTimeout(timers.get(session_id));
    timers.set(
      session_id,
      setTimeout(() => void run(session_id), delay),
    );
  }

  async function run(session_id: string): Promise<void> {
    if (closed || running.has(session_id)) return;
    running.add(session_id);
    clearTimeout(timers.get(session_id));
    try {
      for (;;) {
        const entry = host.read(session_id).find(isToSend);
        if (!entry) return;
        if (!host.isOpen()) return waitAll(session_id);
        if (entry.state !== "sending") change(session_id, entry.client_id, { state: "sending" });
        try {
          const message = await host.send(session_id, entry);
          failures.delete(session_id);
          const { seq, note_seq } = message;
          const place = { seq, note_seq };
          change(session_id, entry.client_id, { state: "sent", place, error: null });
          host.onSent(session_id, message);
        } catch (error) {
          if (!(error instanceof CallError)) throw error;
          if (error.body.retryable) {
            change(session_id, entry.client_id, { state: "waiting", error: error.body });
            return wait(session_id, error.body.retry_after_ms);
          }
          change(session_id, entry.client_id, { state: "failed", error: error.body });
        }
      }
    } finally {
      running.delete(session_id);
    }
  }

  return {
    add(session_id, entry) {
      host.write(session_id, [...host.read(session_id), entry]);
      void run(session_id);
    },
    retry(session_id, client_id) {
      const entries = host.read(session_id).map((entry): Outgoing => {
        if (entry.client_id !== client_id) return entry;
        // Whoever tried it before: from now on it is sent from here.
        const { is_elsewhere: _, ...own } = entry;
        return { ...own, state: "waiting", error: null };
      });
      host.write(session_id, entries);
      void run(session_id);
    },
    discard: remove,
    resume: (session_id) => void run(session_id),
    wake() {
      failures.clear();
      for (const session_id of host.sessions()) void run(session_id);
    },
    close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

const isToSend = (entry: Outgoing) =>
  !entry.is_elsewhere && (entry.state === "sending" || entry.state === "waiting");
