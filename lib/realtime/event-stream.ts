import { type Actor, isStaff } from "@/lib/actor";
import { AppError, isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Message } from "@/lib/messages/contract";
import { readConversation } from "@/lib/messages/queries";
import type { Delivery } from "@/lib/realtime/audience";
import { recheck } from "@/lib/realtime/current-actor";
import { ADMINS, AGENTS, sessionRoom, staffRoom, userRoom } from "@/lib/realtime/rooms";
import { type Stream, streams } from "@/lib/realtime/streams";
import type { ReaderSession } from "@/lib/sessions/contract";
import { mayReadSession, readSession } from "@/lib/sessions/queries";
import { settings } from "@/lib/settings/queries";

/** Without an event something is sent all the same, so that nobody takes the line for dead; ms. */
const HEARTBEAT = 15_000;
/** A reader comes back after so long, in milliseconds. */
const RETRY = 1000;
/** What was asked for by HEAD, or by who was gone before the answer, is never read; in milliseconds. */
const READ_WITHIN = 5000;
/** Open streams of one person. */
const MOST_OF_ONE = 50;
/** So many events wait for a reader; of more, the state is read anew when they read on. */
const MOST_WAITING = 200;

/** How far a reader is: in the log, in the notes and in the changes of state. */
export type Progress = { seq: number; note_seq: number; version: number };

export const writeProgress = ({ seq, note_seq, version }: Progress) =>
  `${seq}.${note_seq}.${version}`;

/** @throws AppError VALIDATION when no stream gave this id */
export function readProgress(id: string): Progress {
  const [, seq, note_seq, version] = (/^(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(id) ?? []).map(
    Number,
  );
  if (seq === undefined || note_seq === undefined || version === undefined) {
    throw new AppError("VALIDATION", "Last-Event-ID: is none that this stream gave", {
      field: "Last-Event-ID",
    });
  }
  return { seq, note_seq, version };
}

type Wire = Pick<Delivery, "event" | "payload">;

const roomsOf = (actor: Actor, session_id: string) =>
  new Set([
    sessionRoom(session_id),
    userRoom(actor.user_id),
    ...(isStaff(actor) ? [staffRoom(session_id), AGENTS] : []),
    ...(actor.role === "admin" ? [ADMINS] : []),
  ]);

/**
 * A session's events as Server-Sent Events, for whoever may read it: from now on, or from what
 * `last_id` names. Each id says how far one is, so that whoever comes back with it misses nothing of
 * the log and of the session's state. What a slow reader does not take is not kept for them: it is
 * read again when they go on.
 * @throws AppError NOT_FOUND, VALIDATION, UNAVAILABLE, RATE_LIMITED
 */
export async function openEventStream(
  actor: Actor,
  session_id: string,
  last_id: string | null,
): Promise<AsyncIterable<string>> {
  const asked = last_id ? readProgress(last_id) : null;
  if (streams().size >= settings().max_connections) {
    throw new AppError("UNAVAILABLE", "The server has all the connections that it takes.", {
      retry_after_ms: 5000,
    });
  }
  const own = [...streams()].filter(({ data }) => data.known.actor.user_id === actor.user_id);
  if (own.length >= MOST_OF_ONE) {
    throw new AppError("RATE_LIMITED", "You follow too many chats at once.", {
      retry_after_ms: 5000,
    });
  }
  const reader = createReader(actor, session_id);
  // Before the session is read: what happens from here on is in the one or in the other.
  streams().add(reader.stream);
  try {
    const { session } = await readSession(actor, { session_id });
    reader.begin(session, asked);
    return { [Symbol.asyncIterator]: () => reader };
  } catch (error) {
    reader.stream.disconnect();
    throw error;
  }
}

function createReader(actor: Actor, session_id: string) {
  const is_staff = isStaff(actor);
  const progress: Progress = { seq: 0, note_seq: 0, version: 0 };
  let waiting: Wire[] = [];
  /** Something was left out: it is read instead. */
  let is_behind = false;
  let is_over = false;
  let text = `retry: ${RETRY}\n\n`;
  let wake = () => {};
  let unread: NodeJS.Timeout | undefined;

  const stream: Stream = {
    session_id,
    // When they were read is not known here: the next look is a fresh one.
    data: {
      known: { actor, read_at: 0 },
      looks_on: true,
      slice: 0,
      ip_address: "",
      calls_in_flight: 0,
    },
    rooms: roomsOf(actor, session_id),
    take({ event, payload }) {
      if (is_behind) return;
      if (waiting.length < MOST_WAITING) waiting.push({ event, payload } as Wire);
      else {
        waiting = [];
        is_behind = true;
      }
      wake();
    },
    disconnect() {
      clearTimeout(unread);
      is_over = true;
      waiting = [];
      streams().delete(stream);
      wake();
    },
  };

  function write(event: string, payload: unknown): string {
    return `id: ${writeProgress(progress)}\nevent: ${event}\ndata: ${JSON.stringify(payload)}\n\n`;
  }

  /** Whether a message is the next one. One that is further on says that something was missed. */
  function isNext({ is_internal, seq, note_seq }: Message): boolean {
    const [place, before] = is_internal ? [note_seq, progress.note_seq] : [seq, progress.seq];
    if (place <= before) return false;
    if (place > before + 1 || (is_internal && seq > progress.seq)) {
      is_behind = true;
      return false;
    }
    return true;
  }

  function writeMessage(message: Message): string {
    if (message.is_internal) progress.note_seq = message.note_seq;
    else progress.seq = message.seq;
    return write("chat:new_message", { message });
  }

  function writeWaiting({ event, payload }: Wire): string {
    if ("message" in payload) {
      return !is_behind && isNext(payload.message) ? writeMessage(payload.message) : "";
    }
    if ("session" in payload) {
      if (payload.session.version < progress.version) return "";
      progress.version = payload.session.version;
    }
    return write(event, payload);
  }

  /** What was missed, as far as a page goes; at the end of it the session and who has seen what. */
  async function readOn(): Promise<string> {
    is_behind = false;
    const { messages, has_more, cursors, session } = await readConversation(
      stream.data.known.actor,
      {
        session_id,
        after_seq: progress.seq,
        ...(is_staff && { after_note_seq: progress.note_seq }),
      },
    );
    const lines = messages.map(writeMessage);
    if (has_more) is_behind = true;
    else {
      if (session.version > progress.version) lines.push(writeSession(session));
      lines.push(...cursors.map((cursor) => write("chat:seen", { session_id, ...cursor })));
    }
    return lines.join("");
  }

  function writeSession({ unread_count, ...session }: ReaderSession): string {
    progress.version = session.version;
    return write("chat:session_updated", { session });
  }

  /** Resolves when there is something to do: false when nothing was for so long. */
  function somethingHappens(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), HEARTBEAT);
      wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  async function nextText(): Promise<string | null> {
    while (!is_over) {
      if (text) {
        const written = text;
        text = "";
        return written;
      }
      if (is_behind) text = await readOn();
      else if (waiting.length > 0) text = waiting.splice(0).map(writeWaiting).join("");
      else if (!(await somethingHappens())) return ": \n\n";
    }
    return null;
  }

  return {
    stream,
    begin(session: ReaderSession, asked: Progress | null): void {
      const last_note_seq = "last_note_seq" in session ? session.last_note_seq : 0;
      const from = asked ?? { seq: session.last_seq, note_seq: last_note_seq, version: 0 };
      // An id from elsewhere may be further on than anything here.
      progress.seq = Math.min(from.seq, session.last_seq);
      progress.note_seq = Math.min(from.note_seq, last_note_seq);
      progress.version = Math.min(from.version, session.version);
      if (asked) is_behind = true;
      else text += writeSession(session);
      unread = setTimeout(() => stream.disconnect(), READ_WITHIN).unref();
    },
    async next(): Promise<IteratorResult<string>> {
      clearTimeout(unread);
      try {
        const value = await nextText();
        if (value !== null) return { done: false, value };
      } catch (error) {
        // They come back, and are told why they may not, or go on.
        if (!isAppError(error)) log.warn({ err: error }, "a stream of events could not be read on");
      }
      stream.disconnect();
      return { done: true, value: undefined };
    },
    async return(): Promise<IteratorResult<string>> {
      stream.disconnect();
      return { done: true, value: undefined };
    },
  };
}

/** Ends the streams of those who may no longer read: of one session, or of all. */
export async function dismissReaders(session_id?: string): Promise<void> {
  const readers = [...streams()].filter((one) => !session_id || one.session_id === session_id);
  await recheck(readers);
  for (const reader of readers) {
    if (!(await mayReadSession(reader.data.known.actor, reader.session_id))) reader.disconnect();
  }
}
