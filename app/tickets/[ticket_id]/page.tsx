import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NoSuchTicket } from "@/components/tickets/no-such-ticket";
import { TicketScreen } from "@/components/tickets/ticket-screen";
import { signedIn } from "@/lib/http/session";
import { ticketInput } from "@/lib/tickets/contract";

export const metadata: Metadata = { title: "Ticket" };

export default async function TicketPage({ params }: PageProps<"/tickets/[ticket_id]">) {
  const { data } = ticketInput.safeParse(await params);
  if (!(await signedIn("staff"))) {
    redirect(`/login?next=${data ? `/tickets/${data.ticket_id}` : "/tickets"}`);
  }
  return data ? <TicketScreen ticket_id={data.ticket_id} /> : <NoSuchTicket />;
}
