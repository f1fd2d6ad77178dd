import type { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { attachments } from "@/db/schema/attachments";
import { messages } from "@/db/schema/messages";
import type { Actor } from "@/lib/actor";
import { AppError, hasCode } from "@/lib/errors";
import { may } from "@/lib/rights";
import { authorizedSession } from "@/lib/sessions/queries";
import { thumbnailKey } from "@/lib/uploads/commands";
import { type FileInput, isPicture } from "@/lib/uploads/contract";
import { type ByteRange, storage } from "@/lib/uploads/storage";

/** A file that its reader may have, not opened yet. */
export type StoredFile = {
  name: string;
  mime_type: string;
  /** In bytes; null where only reading tells. */
  size: number | null;
  /** Names this very content, which never changes. */
  version: string;
  read(range?: ByteRange): Promise<Readable>;
};

/**
 * A file of a chat: whoever may read the message that carries it may have it, and as long as none
 * does its uploader alone.
 * @throws AppError NOT_FOUND
 */
export async function readFile(actor: Actor, input: FileInput): Promise<StoredFile> {
  const [row] = await db()
    .select({ file: attachments, is_internal: messages.is_internal })
    .from(attachments)
    .leftJoin(messages, eq(messages.id, attachments.message_id))
    .where(eq(attachments.id, input.attachment_id));
  // Who may not know of a file learns nothing, not by the time that it takes either: one that is not
  // there is looked for in a session that is none.
  const session_id = row?.file.session_id ?? input.attachment_id;
  const session = await authorizedSession(actor, session_id, "session.read").catch((error) => {
    throw hasCode(error, "NOT_FOUND") ? fileNotFound() : error;
  });
  if (!row) throw fileNotFound();
  const { file, is_internal } = row;
  const is_readable =
    is_internal === null
      ? file.uploader_id === actor.user_id
      : !is_internal || may(actor.role, "note.read", session.relations);
  if (!is_readable) throw fileNotFound();

  const { id, name, size, mime_type } = file;
  if (input.size === undefined) {
    return { name, mime_type, size, version: id, read: (range) => storage().read(id, range) };
  }
  if (!isPicture(mime_type)) throw fileNotFound();
  const key = thumbnailKey(id);
  return {
    name: name.replace(/\.[^.]*$/, ".webp"),
    mime_type: "image/webp",
    size: null,
    version: key,
    read: () => storage().read(key),
  };
}

const fileNotFound = () => new AppError("NOT_FOUND", "There is no such file.");
