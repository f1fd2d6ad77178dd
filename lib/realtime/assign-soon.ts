import { assignWaiting } from "@/lib/assignment/commands";
import { log } from "@/lib/log";
import type { Happening } from "@/lib/realtime/audience";
import { settings } from "@/lib/settings/queries";

/** After these a chat may wait for whom there is, or somebody be there for one who waits. */
const OCCASIONS: ReadonlySet<Happening["type"]> = new Set([
  "session_started",
  "session_released",
  "agent_changed",
]);

/**
 * Gives waiting chats to agents whenever there may be something to give, where the admins want it.
 * What comes while it is at it makes it look once more. What fails is tried again at the next
 * occasion, or by `look`, which also finds what other nodes and the settings changed.
 */
export function startAssigning(): { follow(happening: Happening): void; look(): Promise<void> } {
  let at_it: Promise<void> | undefined;
  let once_more = false;

  async function work(): Promise<void> {
    do {
      once_more = false;
      // One run gives so many; then whatever else waits for the connection has its turn.
      while ((await assignWaiting()) > 0);
    } while (once_more);
  }

  function look(): Promise<void> {
    if (settings().assignment === "manual") return Promise.resolve();
    once_more = true;
    at_it ??= work()
      .catch((error) => log.error({ err: error }, "waiting chats were not assigned"))
      .finally(() => {
        at_it = undefined;
      });
    return at_it;
  }

  return {
    follow({ type }) {
      if (!OCCASIONS.has(type)) return;
      void look();
    },
    look,
  };
}
