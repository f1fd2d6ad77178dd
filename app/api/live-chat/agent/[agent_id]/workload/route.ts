import { workloadInput } from "@/lib/agents/contract";
import { readWorkload } from "@/lib/agents/queries";
import { route } from "@/lib/http/route";

export const GET = route({ input: workloadInput, run: readWorkload });
