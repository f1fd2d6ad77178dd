import type { Outgoing } from "@/lib/client/state";

type LeftOver = {
  /** Where the next chat begins; empty where there is nothing. */
  text: string;
  /** What is in the text, and so no longer waits in the ended chat. */
  taken: string[];
};

/**
 * What did not get into a chat before it ended, as the beginning of the next one, after what was
 * begun there already. A file is not taken along: a beginning is text, and the file stays where it
 * can be seen.
 */
export function leftOver(outgoing: readonly Outgoing[], draft: string, begun: string): LeftOver {
  const unsent = outgoing.filter(({ state, content }) => state !== "sent" && content !== "");
  const text = [begun, ...unsent.map(({ content }) => content), draft].filter(Boolean).join("\n");
  return { text, taken: unsent.map(({ client_id }) => client_id) };
}
