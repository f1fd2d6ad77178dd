"use client";

import { useAvailability } from "@/components/customer/use-availability";
import { waitText } from "@/components/customer/wait-text";
import { IsolatedText } from "@/components/ui/isolated-text";
import { useClientState } from "@/lib/client/use-chat-client";

/** Where one stands in the queue, and what can be said about how long it takes. */
export function WaitingPanel({ session_id }: { session_id: string }) {
  const place = useClientState((state) => state.positions[session_id]);
  const left = useClientState((state) => state.sessions[session_id]?.agents.at(-1));
  const is_nobody_there = useAvailability(null)?.presence === "nobody";
  return (
    <section
      aria-label="Queue"
      className="shrink-0 border-b bg-accent-soft px-4 py-4 text-center text-balance"
    >
      <div role="status">
        {left && (
          <p className="mb-1.5 text-base wrap-anywhere text-text-muted">
            <IsolatedText>{left.name}</IsolatedText> left the chat. You are waiting again, at the
            place that you had.
          </p>
        )}
        <p className="text-lg font-semibold text-text">
          {place ? `You are number ${place.position} in the queue` : "You are in the queue"}
        </p>
        {place && (
          <p className="mt-0.5 text-base text-text-muted">
            {is_nobody_there
              ? "Nobody is here right now. Your chat keeps its place, and we answer when we are back."
              : waitText(place.estimated_wait)}
          </p>
        )}
      </div>
      <p className="mt-1.5 text-base text-text-muted">
        You can already write: your agent will read it all.
      </p>
    </section>
  );
}
