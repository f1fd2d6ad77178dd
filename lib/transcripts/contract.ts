import { z } from "zod";
import { sessionId } from "@/lib/input";
import type { Message } from "@/lib/messages/contract";
import type { ReaderSession } from "@/lib/sessions/contract";

export const TRANSCRIPT_FORMATS = ["txt", "json", "html"] as const;
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** A name of the IANA's, as `Europe/Berlin`; a bare offset is none. */
export const timeZone = z
  .string()
  // What browsers say where they do not know the machine's own.
  .transform((name) => (name === "Etc/Unknown" || name === "undefined" ? "UTC" : name))
  .pipe(
    z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/, "is no time zone")
      .refine(isTimeZone, "is no time zone"),
  );

export const transcriptInput = z.strictObject({
  session_id: sessionId,
  format: z.enum(TRANSCRIPT_FORMATS).default("txt"),
  tz: timeZone.default("UTC"),
  /** Which of a browser's two cookies speaks: a link has no header to say it in. */
  side: z.enum(["staff", "customer"]).optional(),
});
export type TranscriptInput = z.infer<typeof transcriptInput>;

/** The data of a transcript as JSON. */
export type TranscriptData = {
  session: ReaderSession;
  time_zone: string;
  messages: (Message & {
    /** Null for what the system says. */
    sender_name: string | null;
    /** `created_at` in the time zone, with its offset from UTC. */
    local_time: string;
  })[];
};
