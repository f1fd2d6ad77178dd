import { noInput } from "@/lib/agents/contract";
import { route } from "@/lib/http/route";
import { readQueueStats } from "@/lib/sessions/queries";

export const GET = route({ input: noInput, run: readQueueStats });
