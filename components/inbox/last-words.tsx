import { IsolatedText } from "@/components/ui/isolated-text";
import type { KnownSession } from "@/lib/client/state";

/** So much of a message is enough for one line of a list. */
const LONGEST = 200;

/** The last line of a chat, and whose it is where it is not the customer's. */
export function LastWords({ session }: { session: KnownSession }) {
  const { last_message } = session;
  if (!last_message) return <span className="block truncate text-text-subtle">No message yet</span>;
  const { content, is_internal, sender_type } = last_message;
  const who = is_internal ? "Note: " : sender_type === "agent" ? "Agent: " : "";
  return (
    <span className="flex min-w-0 text-text-muted">
      {who && <span className="shrink-0 whitespace-pre text-text-subtle">{who}</span>}
      <IsolatedText truncate>{content.slice(0, LONGEST).replace(/\s+/g, " ")}</IsolatedText>
    </span>
  );
}
