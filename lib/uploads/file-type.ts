import type { FileType } from "@/lib/uploads/contract";

/** So many bytes of a file's beginning tell its type. */
export const HEAD_BYTES = 12;

/** By the first bytes alone: what a name or a header says counts for nothing. */
export function fileTypeOf(head: Uint8Array): FileType | null {
  const text = Buffer.from(head.subarray(0, HEAD_BYTES)).toString("latin1");
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (/^GIF8[79]a/.test(text)) return "image/gif";
  if (/^RIFF.{4}WEBP/s.test(text)) return "image/webp";
  if (text.startsWith("%PDF-")) return "application/pdf";
  return null;
}
