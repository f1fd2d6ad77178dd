import { listAgents } from "@/lib/agents/queries";
import { route } from "@/lib/http/route";
import { noInput } from "@/lib/input";

export const GET = route({ input: noInput, run: listAgents });
