import { clsx } from "clsx";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { TicketChange } from "@/components/tickets/use-ticket";
import { useAgents } from "@/components/tickets/use-tickets";
import { PRIORITY, TICKET_STATUS } from "@/components/tickets/words";
import { ClockTime } from "@/components/ui/clock-time";
import { Field } from "@/components/ui/field";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Kbd } from "@/components/ui/kbd";
import { NativeSelect } from "@/components/ui/native-select";
import { PRIORITIES } from "@/lib/sessions/contract";
import { TICKET_STATUSES, type Ticket } from "@/lib/tickets/contract";
import { canMove } from "@/lib/tickets/policy";
import type { TicketInZendesk } from "@/lib/zendesk/contract";

type TicketFactsProps = {
  ticket: Ticket;
  /** What was chosen and is not done yet; it is shown as if it were. */
  wanted: TicketChange | null;
  onChange: (change: TicketChange) => void;
  /** The focus has left all of it. */
  onLeave: () => void;
  className?: string;
};

/** Where a ticket stands and whose it is, to be changed in place. */
export function TicketFacts(props: TicketFactsProps) {
  const { ticket, wanted, onChange, onLeave, className } = props;
  const { status, customer, session_id } = ticket;
  const { priority, assignee } = { ...ticket, ...wanted };
  const { data: agents = [] } = useAgents();
  const is_closed = status === "closed";
  const is_known = !assignee || agents.some(({ id }) => id === assignee.id);
  return (
    <section
      aria-label="About this ticket"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) onLeave();
      }}
      className={clsx("h-fit rounded-lg border border-border bg-surface p-3 sm:p-4", className)}
    >
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-1">
        <Field label={<Label name="Status" letter="S" />}>
          <NativeSelect
            data-field="status"
            disabled={is_closed}
            value={wanted?.status ?? status}
            onChange={({ target }) => onChange({ status: target.value as Ticket["status"] })}
          >
            {TICKET_STATUSES.filter((one) => one === status || canMove(status, one)).map((one) => (
              <option key={one} value={one}>
                {TICKET_STATUS[one].label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={<Label name="Priority" letter="P" />}>
          <NativeSelect
            data-field="priority"
            disabled={is_closed}
            value={priority}
            onChange={({ target }) => onChange({ priority: target.value as Ticket["priority"] })}
          >
            {PRIORITIES.map((one) => (
              <option key={one} value={one}>
                {PRIORITY[one].label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={<Label name="Assigned to" letter="A" />} className="max-lg:col-span-2">
          <NativeSelect
            data-field="assignee"
            disabled={is_closed}
            value={assignee?.id ?? ""}
            onChange={({ target }) => {
              const next = agents.find(({ id }) => String(id) === target.value);
              if (target.value && !next) return;
              onChange({
                assignee_id: next?.id ?? null,
                assignee: next ? { id: next.id, name: next.name } : null,
              });
            }}
          >
            <option value="">Nobody</option>
            {!is_known && <option value={assignee?.id}>{assignee?.name}</option>}
            {agents.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      {is_closed && <p className="mt-3 text-text-muted">It is closed and stays as it is.</p>}
      <dl className="mt-3 divide-y">
        <Fact name="Customer">
          <IsolatedText>{customer.name}</IsolatedText>
        </Fact>
        {session_id && (
          <Fact name="Chat">
            <Link
              href={`/inbox?session=${session_id}`}
              className="text-accent-text underline underline-offset-2"
            >
              Open in the inbox
            </Link>
          </Fact>
        )}
        {ticket.zendesk && (
          <Fact name="Zendesk">
            <InZendesk zendesk={ticket.zendesk} />
          </Fact>
        )}
        <Fact name="Made">
          <ClockTime at={ticket.created_at} show="both" />
        </Fact>
        <Fact name="Changed">
          <ClockTime at={ticket.updated_at} show="both" />
        </Fact>
      </dl>
    </section>
  );
}

function InZendesk({ zendesk }: { zendesk: TicketInZendesk }) {
  const { id, url, state, problem, try_again_at } = zendesk;
  return (
    <div data-field="zendesk" tabIndex={-1}>
      {id !== null && url && (
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="flex w-fit items-center gap-1 text-accent-text underline underline-offset-2 tabular-nums"
        >
          #{id}
          <ExternalLink aria-hidden="true" className="size-3.5" />
          <span className="sr-only">in Zendesk, opens a new tab</span>
        </a>
      )}
      {state === "waiting" && "On its way"}
      {state === "gave_up" && "Not tried again"}
      {try_again_at && (
        <p className="text-text-muted wrap-anywhere">
          {problem} It is tried again at <ClockTime at={try_again_at} />.
        </p>
      )}
    </div>
  );
}

function Label({ name, letter }: { name: string; letter: string }) {
  return (
    <span className="flex items-center gap-1.5">
      {name}
      <span aria-hidden="true" className="inline-flex text-text-subtle pointer-coarse:hidden">
        <Kbd keys={letter} />
      </span>
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-3 py-1.5">
      <dt className="text-text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
