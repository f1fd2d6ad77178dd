import { route } from "@/lib/http/route";
import { createTicket } from "@/lib/tickets/commands";
import { createTicketInput, listTicketsInput } from "@/lib/tickets/contract";
import { listTickets } from "@/lib/tickets/queries";

export const GET = route({ input: listTicketsInput, run: listTickets });
export const POST = route({ input: createTicketInput, run: createTicket, success: 201 });
