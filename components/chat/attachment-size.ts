import type { Attachment } from "@/lib/uploads/contract";

/** The largest and the smallest side of a picture in the log, in CSS pixels. */
const WIDEST = 320;
const HIGHEST = 240;
const SMALLEST = 44;
const CARD = { width: 256, height: 52 };

/** The room of an attachment in the log, in CSS pixels: known before anything of it is loaded. */
export function attachmentBox({ width, height }: Pick<Attachment, "width" | "height">) {
  if (!width || !height) return CARD;
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  return {
    width: Math.max(SMALLEST, Math.round(width * scale)),
    height: Math.max(SMALLEST, Math.round(height * scale)),
  };
}
