import { route } from "@/lib/http/route";
import { startSession } from "@/lib/sessions/commands";
import { startInput } from "@/lib/sessions/contract";

export const POST = route({ input: startInput, run: startSession, success: 201 });
