import { releaseSession } from "@/lib/assignment/commands";
import { route } from "@/lib/http/route";
import { sessionInput } from "@/lib/sessions/contract";

export const POST = route({ input: sessionInput, run: releaseSession });
