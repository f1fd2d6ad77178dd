import { route } from "@/lib/http/route";
import { sessionInput } from "@/lib/sessions/contract";
import { readSession } from "@/lib/sessions/queries";

export const GET = route({ input: sessionInput, run: readSession });
