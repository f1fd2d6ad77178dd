import { z } from "zod";
import { sessionId } from "@/lib/input";

/** A file's size in bytes: 10 MB. */
export const FILE_LIMIT = 10 * 1024 * 1024;

/** What is taken, with how the names of such files may end; the first is given to one that ends otherwise. */
export const FILE_TYPES = {
  "image/jpeg": ["jpg", "jpeg", "jpe", "jfif"],
  "image/png": ["png"],
  "image/gif": ["gif"],
  "image/webp": ["webp"],
  "application/pdf": ["pdf"],
} as const;
export type FileType = keyof typeof FILE_TYPES;

/** An attachment as the database has it. */
export type AttachmentRow = {
  id: string;
  name: string;
  /** In bytes. */
  size: number;
  mime_type: FileType;
  /** A picture's, in pixels, as it is seen; null for what is none. */
  width: number | null;
  height: number | null;
};

/** What a message carries. `url` is where its readers get it; with `?size=thumbnail` a small picture of a picture. */
export type Attachment = AttachmentRow & { url: string };

const PATH = "/api/chat-upload/";

export const asAttachment = (row: AttachmentRow): Attachment => ({
  ...row,
  url: PATH + row.id,
});

/** An attachment's address, as the upload gave it, to its id. */
export const attachmentUrl = z
  .string()
  .max(200)
  .refine(
    (url) => url.startsWith(PATH) && z.uuid().safeParse(url.slice(PATH.length)).success,
    "is no file of this chat",
  );

export const attachmentIdOf = (url: string): string => url.slice(PATH.length).toLowerCase();

/** What comes with the file. */
export const uploadInput = z.strictObject({ session_id: sessionId });

export type Uploaded = {
  attachment_id: string;
  attachment_url: string;
  name: string;
  size: number;
  mime_type: FileType;
};

export const fileInput = z.strictObject({
  attachment_id: z.uuid("is no id").toLowerCase(),
  size: z.enum(["thumbnail"]).optional(),
  /** For a browser that is both: a picture's address has no headers. */
  side: z.enum(["staff", "customer"]).optional(),
});
export type FileInput = z.infer<typeof fileInput>;

export const isPicture = (mime_type: string): boolean => mime_type.startsWith("image/");
