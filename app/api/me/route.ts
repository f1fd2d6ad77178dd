import { noInput } from "@/lib/agents/contract";
import { route } from "@/lib/http/route";
import { readSelf } from "@/lib/users/queries";

export const GET = route({ input: noInput, run: readSelf });
