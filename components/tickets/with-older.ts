import type { TicketPage } from "@/lib/tickets/contract";

/**
 * A ticket as it is now, with its newest comments, and those before them that are loaded already: it
 * is looked at again every few seconds, and nobody asks twice for what they are reading. Where so
 * many came since that some between the two are missing, the newest are all.
 */
export function withOlder(before: TicketPage | undefined, now: TicketPage): TicketPage {
  const newest = now.comments[0];
  const at = before?.comments.findIndex(({ id }) => id === newest?.id) ?? -1;
  if (!before || at <= 0) return now;
  const comments = [...before.comments.slice(0, at), ...now.comments];
  return { ...now, comments, has_more: before.has_more };
}
