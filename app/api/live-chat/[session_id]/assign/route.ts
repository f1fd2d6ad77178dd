import { assignSession } from "@/lib/assignment/commands";
import { route } from "@/lib/http/route";
import { assignInput } from "@/lib/sessions/contract";

export const POST = route({ input: assignInput, run: assignSession });
