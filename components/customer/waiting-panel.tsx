"use client";

import { useClientState } from "@/lib/client/use-chat-client";

/** Where one stands in the queue, and what can be said about how long it takes. */
export function WaitingPanel({ session_id }: { session_id: string }) {
  const place = useClientState((state) => state.positions[session_id]);
  return (
    <section
      aria-label="Queue"
      className="shrink-0 border-b bg-accent-soft px-4 py-4 text-center text-balance"
    >
      <div role="status">
        <p className="text-lg font-semibold text-text">
          {place ? `You are number ${place.position} in the queue` : "You are in the queue"}
        </p>
        {place && (
          <p className="mt-0.5 text-base text-text-muted">{waitText(place.estimated_wait)}</p>
        )}
      </div>
      <p className="mt-0.5 text-base text-text-muted">
        You can write already: the agent who takes your chat reads it all.
      </p>
    </section>
  );
}

function waitText(seconds: number | null): string {
  if (seconds === null) return "We cannot say yet how long it will take.";
  const minutes = Math.round(seconds / 60);
  if (minutes <= 1) return "It should take about a minute.";
  if (minutes <= 60) return `It should take about ${minutes} minutes.`;
  return "It may take more than an hour.";
}
