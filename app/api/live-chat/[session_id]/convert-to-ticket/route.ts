import { route } from "@/lib/http/route";
import { convertToTicket } from "@/lib/tickets/commands";
import { convertInput } from "@/lib/tickets/contract";

export const POST = route({ input: convertInput, run: convertToTicket });
