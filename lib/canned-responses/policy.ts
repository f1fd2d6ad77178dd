import type { Actor } from "@/lib/actor";
import { may } from "@/lib/rights";

/** For screens: whether to offer to change or delete a response. The server decides again. */
export const canChange = (actor: Pick<Actor, "role">, response: { is_shared: boolean }) =>
  may(
    actor.role,
    response.is_shared ? "canned_response.write_shared" : "canned_response.write_own",
  );
