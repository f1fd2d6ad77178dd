"use client";

import { wordsOf } from "@/components/chat/words-of";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { KnownSession } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";

/** So much of a message is enough for one line of a list. */
const LONGEST = 200;

/** The last line of a chat, and whose it is where it is not the customer's. */
export function LastWords({ session }: { session: KnownSession }) {
  const user_id = useClientState((state) => state.me.user_id);
  const { last_message } = session;
  if (!last_message) return <span className="block truncate text-text-subtle">No message yet</span>;
  const { is_internal, sender_id, sender_type } = last_message;
  const content = wordsOf(last_message);
  const from = sender_id === user_id ? "You: " : sender_type === "agent" ? "Agent: " : "";
  const who = is_internal ? "Note: " : from;
  return (
    <span className="flex min-w-0 text-text-muted">
      {who && <span className="shrink-0 whitespace-pre text-text-subtle">{who}</span>}
      <IsolatedText truncate>{content.slice(0, LONGEST).replace(/\s+/g, " ")}</IsolatedText>
    </span>
  );
}
