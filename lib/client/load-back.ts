import type { ChatClient } from "@/lib/client/chat-client";
import { comparePlaces } from "@/lib/client/session-row";
import type { Place } from "@/lib/client/state";

/** So many messages at a time, the most that the server gives. */
const PAGE = 200;

/**
 * Loads earlier pages of a conversation that is loaded, until what is at `place` is among them.
 * @throws CallError
 */
export async function loadBackTo(
  client: ChatClient,
  session_id: string,
  place: Place,
): Promise<void> {
  for (;;) {
    const known = client.getState().conversations[session_id];
    const first = known?.messages[0];
    if (!known?.has_older || !first || comparePlaces(first, place) <= 0) return;
    await client.loadOlder(session_id, PAGE);
    // It was left, or begun anew.
    if (client.getState().conversations[session_id]?.messages[0]?.id === first.id) return;
  }
}
