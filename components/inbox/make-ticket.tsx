"use client";

import { Ticket } from "lucide-react";
import type { Act } from "@/components/inbox/chat-actions";
import { MakeTicketDialog } from "@/components/inbox/make-ticket-dialog";
import { Button } from "@/components/ui/button";
import type { KnownSession } from "@/lib/client/state";

type MakeTicketProps = {
  session: KnownSession;
  asked: Act | null;
  onAsk: (act: Act | null) => void;
};

/** For a chat that has no ticket yet, also one that has ended. */
export function MakeTicket({ session, asked, onAsk }: MakeTicketProps) {
  if (session.ticket_id) return null;
  return (
    <>
      <Button size="sm" shortcut="I" onClick={() => onAsk("ticket")}>
        <Ticket aria-hidden="true" />
        Make ticket
      </Button>
      <MakeTicketDialog
        session={session}
        open={asked === "ticket"}
        onOpenChange={(open) => onAsk(open ? "ticket" : null)}
      />
    </>
  );
}
