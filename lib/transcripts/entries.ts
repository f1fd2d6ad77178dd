import type { Message } from "@/lib/messages/contract";
import type { ReaderSession } from "@/lib/sessions/contract";

/** Of a log, in order: what somebody or the system said, and what happened to the chat. */
export type Entry =
  | { kind: "message"; at: string; name: string | null; message: Message }
  | { kind: "joined" | "left"; at: string; name: string }
  | { kind: "ended"; at: string };

/** What a transcript is made of; `at` writes a time in its time zone. */
export type Transcript = {
  session: ReaderSession;
  time_zone: string;
  at: (time: string) => string;
  /** A page of the log at a time: a long one is never held as a whole. */
  pages: AsyncIterable<Entry[]>;
};

/** What a message says, its file by its name and its article by its title. */
export const saidIn = ({ attachment, kb_article, content }: Message): string =>
  [
    attachment && `[File: ${attachment.name}]`,
    kb_article && `[Article: ${kb_article.title}]`,
    content,
  ]
    .filter(Boolean)
    .join("\n");

/** Writes times of a time zone as `2026-11-23 02:24:12 +01:00`. */
export function clockOf(time_zone: string): (time: string) => string {
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: time_zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  });
  return (time) => {
    const parts = clock.formatToParts(new Date(time)).map(({ type, value }) => [type, value]);
    const { year, month, day, hour, minute, second, timeZoneName } = Object.fromEntries(parts);
    const offset = timeZoneName.replace("GMT", "") || "+00:00";
    return `${year}-${month}-${day} ${hour}:${minute}:${second} ${offset}`;
  };
}

/** Puts between the messages when agents came and went, and after them when the chat ended. */
export async function* withHappenings(
  { agents, ended_at }: Pick<ReaderSession, "agents" | "ended_at">,
  pages: AsyncIterable<Entry[]>,
): AsyncGenerator<Entry[]> {
  const happenings = agents.flatMap(({ name, joined_at, left_at }): Entry[] => [
    { kind: "joined", at: joined_at, name },
    ...(left_at === null ? [] : [{ kind: "left" as const, at: left_at, name }]),
  ]);
  for await (const page of pages) {
    yield page.flatMap((entry) => {
      const later = happenings.findIndex(({ at }) => at > entry.at);
      return [...happenings.splice(0, later < 0 ? happenings.length : later), entry];
    });
  }
  yield [...happenings, ...(ended_at ? [{ kind: "ended" as const, at: ended_at }] : [])];
}
