import type { Side } from "@/lib/client/api";
import type { TranscriptFormat } from "@/lib/transcripts/contract";

/**
 * Where one has a chat as a file, with its times on this machine's clock.
 * @param knows_zone false where the page is not alive yet: the zone would be the server's
 */
export function transcriptPath(
  session_id: string,
  format: TranscriptFormat,
  { side, knows_zone = true }: { side: Side; knows_zone?: boolean },
): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // A zone may have a sign in its name that means something else in an address, as `Etc/GMT+5`.
  const query = new URLSearchParams({ format, side, ...(knows_zone && { tz: timeZone }) });
  return `/api/live-chat/${session_id}/transcript?${query}`;
}
