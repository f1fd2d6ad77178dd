import Link from "next/link";
import { rowButtonClass, rowClass } from "@/components/inbox/row-look";
import { Badge, type Tone } from "@/components/ui/badge";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { CustomerContext } from "@/lib/customers/contract";
import type { TicketStatus } from "@/lib/tickets/contract";

const STATUS: Record<TicketStatus, { label: string; tone: Tone }> = {
  open: { label: "Open", tone: "warning" },
  pending: { label: "Pending", tone: "info" },
  solved: { label: "Solved", tone: "success" },
  closed: { label: "Closed", tone: "neutral" },
};

/** The customer's tickets, newest first; nothing where there is none. */
export function CustomerTickets({ context }: { context: CustomerContext }) {
  const { tickets, counts, customer } = context;
  const all = counts.open_tickets + counts.previous_tickets;
  if (all === 0) return null;
  return (
    <section aria-labelledby="customer-tickets" className="mt-4">
      <h3 id="customer-tickets" className="mb-1 text-xs font-medium text-text-subtle">
        Tickets · <span className="tabular-nums">{all.toLocaleString("en")}</span>
      </h3>
      {tickets.length > 0 && (
        <ul aria-label="Tickets" className="-mx-3 border-t">
          {tickets.map(({ id, number, subject, status }) => (
            <li
              key={id}
              className={`${rowClass({ is_selected: false, is_gone: false })} flex min-w-0 items-baseline gap-2 px-3 py-2`}
            >
              <Link href={`/tickets/${id}`} className={`${rowButtonClass} flex gap-2`}>
                <span className="shrink-0 text-text-muted tabular-nums">#{number}</span>
                <IsolatedText truncate className="font-medium">
                  {subject}
                </IsolatedText>
              </Link>
              <Badge tone={STATUS[status].tone} className="shrink-0">
                {STATUS[status].label}
              </Badge>
            </li>
          ))}
        </ul>
      )}
      {tickets.length < all && (
        <p className="mt-2 text-text-muted">
          {tickets.length > 0 ? (
            <Link href={`/tickets?customer=${customer.id}`} className="underline">
              All that you may read
            </Link>
          ) : (
            "You can read them once a chat of this customer is yours."
          )}
        </p>
      )}
    </section>
  );
}
