import { transferSession } from "@/lib/assignment/commands";
import { route } from "@/lib/http/route";
import { transferInput } from "@/lib/sessions/contract";

export const POST = route({ input: transferInput, run: transferSession });
