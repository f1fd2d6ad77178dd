import { inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import type { Download } from "@/lib/download";
import type { Message } from "@/lib/messages/contract";
import { readLog } from "@/lib/messages/queries";
import type { ReaderSession } from "@/lib/sessions/contract";
import { readSession } from "@/lib/sessions/queries";
import type { TranscriptFormat, TranscriptInput } from "@/lib/transcripts/contract";
import { clockOf, type Entry, type Transcript, withHappenings } from "@/lib/transcripts/entries";
import { HTML_POLICY, toHtml } from "@/lib/transcripts/html";
import { toJson } from "@/lib/transcripts/json";
import { toPlainText } from "@/lib/transcripts/plain-text";

type Format = {
  content_type: string;
  policy?: string;
  write: (transcript: Transcript) => AsyncIterable<string>;
};

const FORMATS: Record<TranscriptFormat, Format> = {
  txt: { content_type: "text/plain; charset=utf-8", write: toPlainText },
  json: { content_type: "application/json", write: toJson },
  html: { content_type: "text/html; charset=utf-8", policy: HTML_POLICY, write: toHtml },
};

/** Adds to `names` who wrote these and is not in it yet. */
async function learnNames(names: Map<number, string>, messages: Message[]): Promise<void> {
  const senders = new Set(messages.map(({ sender_id }) => sender_id));
  const unknown = [...senders].filter((id) => id !== null && !names.has(id)) as number[];
  if (unknown.length === 0) return;
  const found = await db()
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, unknown));
  for (const { id, name } of found) names.set(id, name);
}

async function* readEntries(actor: Actor, session: ReaderSession): AsyncGenerator<Entry[]> {
  const names = new Map<number, string>();
  for await (const messages of readLog(actor, session.id)) {
    await learnNames(names, messages);
    yield messages.map((message) => ({
      kind: "message",
      at: message.created_at,
      name: message.sender_id === null ? null : (names.get(message.sender_id) ?? "?"),
      message,
    }));
  }
}

/**
 * A session's log as a document, as much of it as the actor may read.
 * @throws AppError NOT_FOUND
 */
export async function readTranscript(
  actor: Actor,
  { session_id, format, tz }: TranscriptInput,
): Promise<Download> {
  const { session } = await readSession(actor, { session_id });
  const { content_type, policy, write } = FORMATS[format];
  const pages = withHappenings(session, readEntries(actor, session));
  return {
    content_type,
    ...(policy && { policy }),
    filename: `chat-${session.created_at.slice(0, 10)}-${session.id.slice(-12)}.${format}`,
    chunks: write({ session, time_zone: tz, at: clockOf(tz), pages }),
  };
}
