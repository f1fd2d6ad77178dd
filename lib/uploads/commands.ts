import { and, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { attachments } from "@/db/schema/attachments";
import { messages } from "@/db/schema/messages";
import { type Actor, type Caller, isStaff } from "@/lib/actor";
import { parseInput } from "@/lib/answer";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { countTry } from "@/lib/limits/attempts";
import { log } from "@/lib/log";
import { networkOf } from "@/lib/networks";
import { authorizedSession } from "@/lib/sessions/queries";
import { slot } from "@/lib/slot";
import {
  type AttachmentRow,
  asAttachment,
  isPicture,
  type Uploaded,
  uploadInput,
} from "@/lib/uploads/contract";
import { fileNameOf } from "@/lib/uploads/file-name";
import { clearStaging, stage, unstage } from "@/lib/uploads/staging";
import { storage } from "@/lib/uploads/storage";
import { type Picture, readPicture } from "@/lib/uploads/thumbnails";

/** A file as it comes in, with the fields that come before and after it. */
export type IncomingFile = {
  /** What its sender calls it. */
  name: string;
  chunks: AsyncIterable<Uint8Array>;
  /** All that came beside the file; it is known once the file is in. */
  fields(): Promise<unknown>;
};

/** Files of one person that come in at once. */
const MOST_AT_ONCE = 4;
const counts = slot<Map<number, number>>("uploads under way");

function begin(user_id: number): () => void {
  const under_way = counts.peek() ?? new Map<number, number>();
  counts.set(under_way);
  const count = under_way.get(user_id) ?? 0;
  if (count >= MOST_AT_ONCE) {
    throw new AppError("RATE_LIMITED", "Too many files at once. Try again in a moment.", {
      retry_after_ms: 1000,
    });
  }
  under_way.set(user_id, count + 1);
  return () => {
    const left = (under_way.get(user_id) ?? 1) - 1;
    if (left > 0) under_way.set(user_id, left);
    else under_way.delete(user_id);
  };
}

const MEGABYTE = 1_048_576;

/** Customers are anybody, and what they send is kept: no one of them fills the disk. */
async function countSize(actor: Actor, size: number, caller?: Caller): Promise<void> {
  if (isStaff(actor)) return;
  const megabytes = Math.ceil(size / MEGABYTE);
  await countTry("upload_size_by_customer", actor.user_id, megabytes);
  await countTry("upload_size_by_address", networkOf(caller?.ip_address ?? null), megabytes);
}

/**
 * Takes in a file for a session, to be sent by the same person in it. Until then nobody else gets it.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED, VALIDATION, TOO_LARGE, UNSUPPORTED_TYPE,
 *   STORAGE_FULL, RATE_LIMITED; nothing of the file is left then
 */
export async function uploadFile(
  actor: Actor,
  file: IncomingFile,
  caller?: Caller,
): Promise<Uploaded> {
  await countTry("upload_by_account", actor.user_id);
  const end = begin(actor.user_id);
  const paths: string[] = [];
  try {
    const staged = await stage(file.chunks);
    paths.push(staged.path);
    const { session_id } = parseInput(uploadInput, await file.fields());
    const session = await authorizedSession(actor, session_id, "message.send");
    if (session.status === "closed") throw new AppError("CHAT_CLOSED", "This chat has ended.");
    await countSize(actor, staged.size, caller);
    const picture = isPicture(staged.type) ? await readPicture(staged.path) : null;
    if (picture) paths.push(picture.thumbnail);
    const row: AttachmentRow = {
      id: newId(),
      name: fileNameOf(file.name, staged.type),
      size: staged.size,
      mime_type: staged.type,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
    };
    await keep(actor, session_id, row, staged.path, picture);
    const { id: attachment_id, url: attachment_url, name, size, mime_type } = asAttachment(row);
    return { attachment_id, attachment_url, name, size, mime_type };
  } finally {
    end();
    for (const path of paths) await unstage(path);
  }
}

/** First the row: what a crash leaves between the two is swept with it. */
async function keep(
  actor: Actor,
  session_id: string,
  row: AttachmentRow,
  path: string,
  picture: Picture | null,
): Promise<void> {
  await db()
    .insert(attachments)
    .values({ ...row, session_id, uploader_id: actor.user_id, created_at: sql`now()` });
  try {
    await storage().put(row.id, path);
    if (picture) await storage().put(thumbnailKey(row.id), picture.thumbnail);
  } catch (error) {
    await forget([row.id]).catch((err) => log.error({ err }, "an upload is left to be swept"));
    throw error;
  }
}

export const thumbnailKey = (id: string): string => `${id}.thumbnail`;

/** First the files: what a crash leaves of it has its row still, and is found again. */
async function forget(ids: string[]): Promise<void> {
  for (const id of ids) {
    await storage().remove(id);
    await storage().remove(thumbnailKey(id));
  }
  await db()
    .delete(attachments)
    .where(and(inArray(attachments.id, ids), isNull(attachments.message_id)));
}

/** An upload can be sent for so long, in hours … */
const USABLE_FOR = 24;
/** … and is deleted a while later, so that none is sent in the moment in which it goes. */
const SWEPT_AFTER = 25;
const SWEPT_AT_ONCE = 100;

const hoursAgo = (hours: number) => sql`now() - ${hours} * interval '1 hour'`;

/**
 * Gives a message its file, once and for good, in the transaction that writes the message.
 * @throws AppError VALIDATION unless this sender uploaded it to this session and has not sent it
 */
export async function attach(
  tx: Transaction,
  message: { id: string; session_id: string; sender_id: number | null; type: "file" | "image" },
  attachment_id: string,
): Promise<AttachmentRow> {
  const [row] = await tx
    .update(attachments)
    .set({ message_id: message.id })
    .where(
      and(
        eq(attachments.id, attachment_id),
        eq(attachments.session_id, message.session_id),
        eq(attachments.uploader_id, message.sender_id as number),
        isNull(attachments.message_id),
        gt(attachments.created_at, hoursAgo(USABLE_FOR)),
      ),
    )
    .returning();
  if (!row) throw notUsable("is no file that you uploaded to this chat and have not sent");
  if (message.type === "image" && !isPicture(row.mime_type)) throw notUsable("is no picture");
  const { id, name, size, width, height } = row;
  const mime_type = row.mime_type as AttachmentRow["mime_type"];
  const attachment: AttachmentRow = { id, name, size, mime_type, width, height };
  await tx.update(messages).set({ attachment }).where(eq(messages.id, message.id));
  return attachment;
}

const notUsable = (why: string) =>
  new AppError("VALIDATION", `attachment_url: ${why}`, { field: "attachment_url" });

/**
 * Takes the files of these sessions out of their messages; the next sweep deletes them.
 * @returns how many they are
 */
export async function giveUpFiles(tx: Transaction, session_ids: string[]): Promise<number> {
  const given_up = await tx
    .update(attachments)
    .set({ message_id: null, name: "erased", created_at: new Date(0).toISOString() })
    .where(inArray(attachments.session_id, session_ids))
    .returning({ id: attachments.id });
  return given_up.length;
}

/** Deletes what was uploaded and not sent, and what uploads that broke off have left. */
export async function sweepUploads(): Promise<void> {
  await clearStaging();
  for (;;) {
    const unused = await db()
      .select({ id: attachments.id })
      .from(attachments)
      .where(and(isNull(attachments.message_id), lt(attachments.created_at, hoursAgo(SWEPT_AFTER))))
      .limit(SWEPT_AT_ONCE);
    if (unused.length === 0) return;
    await forget(unused.map(({ id }) => id));
  }
}
