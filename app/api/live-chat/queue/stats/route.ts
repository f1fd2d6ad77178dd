import { route } from "@/lib/http/route";
import { noInput } from "@/lib/input";
import { readQueueStats } from "@/lib/queue/queries";

export const GET = route({ input: noInput, run: readQueueStats });
