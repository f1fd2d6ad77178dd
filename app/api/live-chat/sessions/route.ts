import { route } from "@/lib/http/route";
import { listOwnInput } from "@/lib/sessions/contract";
import { listOwnSessions } from "@/lib/sessions/queries";

export const GET = route({ input: listOwnInput, run: listOwnSessions });
