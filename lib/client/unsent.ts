import { keep, readKept } from "@/lib/client/kept";
import type { ClientState, Me, Outgoing } from "@/lib/client/state";

type Unsent = ClientState["outgoing"];

/** Where a client keeps what it has not sent, so that a reload loses none of it. */
export type UnsentStore = { read(): Unsent; write(outgoing: Unsent): void };

/** In this tab, for this person. */
export function tabStore({ user_id }: Me): UnsentStore {
  const name = `unsent.${user_id}`;
  return {
    read() {
      let kept: Unsent;
      try {
        kept = JSON.parse(readKept(name) ?? "{}");
      } catch {
        return {};
      }
      return Object.fromEntries(
        Object.entries(kept).map(([session_id, entries]) => [session_id, entries.map(asWaiting)]),
      );
    },
    write(outgoing) {
      const left = Object.entries(outgoing).filter(([, entries]) => entries.length > 0);
      keep(name, left.length > 0 ? JSON.stringify(Object.fromEntries(left)) : null);
    },
  };
}

const asWaiting = (entry: Outgoing): Outgoing =>
  entry.state === "sending" ? { ...entry, state: "waiting" } : entry;
