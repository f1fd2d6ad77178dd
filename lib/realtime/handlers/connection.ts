import { noInput } from "@/lib/input";
import type { On } from "@/lib/realtime/handlers/handler";

export function connectionHandlers(on: On): void {
  // It asks nothing of the database: a slow one must not look like a dead connection.
  on("ping", noInput, async () => ({}));
}
