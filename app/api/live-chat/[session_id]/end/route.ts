import { route } from "@/lib/http/route";
import { endSession } from "@/lib/sessions/commands";
import { sessionInput } from "@/lib/sessions/contract";

export const POST = route({ input: sessionInput, run: endSession });
