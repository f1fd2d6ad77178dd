import { route } from "@/lib/http/route";
import { listAllInput } from "@/lib/sessions/contract";
import { listAllSessions } from "@/lib/sessions/queries";

export const GET = route({ input: listAllInput, run: listAllSessions });
