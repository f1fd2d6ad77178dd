import { route } from "@/lib/http/route";
import { changeTicket } from "@/lib/tickets/commands";
import { changeTicketInput, ticketInput } from "@/lib/tickets/contract";
import { readTicket } from "@/lib/tickets/queries";

export const GET = route({ input: ticketInput, run: readTicket });
export const PATCH = route({ input: changeTicketInput, run: changeTicket });
