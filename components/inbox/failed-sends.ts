import type { ClientState } from "@/lib/client/state";

type Lines = ClientState["outgoing"];

/** The chats in which something has failed since `before`, but for the one that is looked at. */
export function failedElsewhere(before: Lines, now: Lines, looked_at: string | null): string[] {
  return Object.keys(now).filter((session_id) => {
    if (session_id === looked_at || now[session_id] === before[session_id]) return false;
    const had_failed = new Set(
      before[session_id]?.filter(({ state }) => state === "failed").map((one) => one.client_id),
    );
    return now[session_id]?.some(
      // Another tab's is told of there.
      ({ state, is_elsewhere, client_id }) =>
        state === "failed" && !is_elsewhere && !had_failed.has(client_id),
    );
  });
}
