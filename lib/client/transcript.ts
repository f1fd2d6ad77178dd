import type { TranscriptFormat } from "@/lib/transcripts/contract";

/** Where staff have a chat as a file, with its times on this machine's clock. */
export function transcriptPath(session_id: string, format: TranscriptFormat): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return `/api/live-chat/${session_id}/transcript?format=${format}&side=staff&tz=${timeZone}`;
}
