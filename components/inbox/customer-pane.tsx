"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { RatingComment } from "@/components/chat/rating-comment";
import { RatingMark } from "@/components/chat/rating-mark";
import { CustomerCard } from "@/components/inbox/customer-card";
import { CustomerChats } from "@/components/inbox/customer-chats";
import { CustomerTickets } from "@/components/inbox/customer-tickets";
import { ListBody } from "@/components/inbox/list-body";
import { PriorityBadge } from "@/components/inbox/priority-badge";
import { useCustomerContext } from "@/components/inbox/use-customer-context";
import { Badge } from "@/components/ui/badge";
import { ClockTime } from "@/components/ui/clock-time";
import { Duration } from "@/components/ui/duration";
import { IconButton } from "@/components/ui/icon-button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Skeleton } from "@/components/ui/skeleton";
import type { KnownSession } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";
import { waitedUntil, waitsSince } from "@/lib/client/waits";
import type { CustomerContext } from "@/lib/customers/contract";
import type { Channel } from "@/lib/sessions/contract";

/** What Parley's own page sends, as the agent reads it; other keys are shown as they are. */
const KNOWN: Record<string, string> = {
  email: "E-mail",
  page_url: "Page",
  referrer: "Came from",
  browser: "Browser",
  device: "Device",
  language: "Language",
  time_zone: "Time zone",
  ip_address: "IP address",
};

const CHANNELS: Record<Channel, string> = { page: "Chat page", api: "API" };

type CustomerPaneProps = {
  session_id: string | null;
  /** Where there is no room for it beside the conversation. */
  is_open: boolean;
  /** Where there is room for it. */
  is_beside: boolean;
  onClose: () => void;
  /** The other chat of the customer that is being read. */
  reading: string | null;
  onRead: (session_id: string) => void;
};

/** Who the customer is, and what is known of this chat. */
export function CustomerPane(props: CustomerPaneProps) {
  const { session_id, is_open, is_beside, onClose, reading, onRead } = props;
  const session = useClientState((state) => (session_id ? state.sessions[session_id] : undefined));
  const is_gone = useClientState(
    (state) => !!session_id && state.conversations[session_id]?.status === "gone",
  );
  const is_wanted = (is_open || is_beside) && session !== undefined && !is_gone;
  const known = useCustomerContext(is_wanted ? session_id : null);
  return (
    <aside
      id="customer-pane"
      aria-label="Customer"
      className={clsx(
        "min-h-0 flex-col border-s bg-surface xl:static xl:flex xl:w-auto xl:shadow-none",
        is_open && session_id
          ? "absolute inset-0 z-10 flex md:start-auto md:w-80 md:shadow-lg"
          : "hidden",
      )}
    >
      <header className="flex min-h-14 shrink-0 items-center justify-between gap-2 border-b px-3 py-1">
        <h2 className="text-md font-semibold">Customer</h2>
        <IconButton size="sm" label="Close" onClick={onClose} className="xl:hidden">
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <ListBody label="Customer">
        <div className="p-3">
          {session && !is_gone ? (
            <Details session={session} known={known} reading={reading} onRead={onRead} />
          ) : session_id && !is_gone ? (
            <div role="status" aria-label="Loading" className="flex items-center gap-3">
              <Skeleton className="size-10 rounded-full" />
              <Skeleton className="h-4 w-32" />
            </div>
          ) : (
            <p className="text-text-muted">
              {is_gone ? "There is nobody to show." : "Open a chat to see who writes."}
            </p>
          )}
        </div>
      </ListBody>
    </aside>
  );
}

type DetailsProps = Pick<CustomerPaneProps, "reading" | "onRead"> & {
  session: KnownSession;
  known: ReturnType<typeof useCustomerContext>;
};

function Details({ session, known, reading, onRead }: DetailsProps) {
  const { customer, agent, status, subject, priority, channel, required_skills } = session;
  const { created_at, ended_at, rating, metadata = {} } = session;
  const { context } = known;
  // Where it stands above already, it is not said again.
  const hidden = new Set<string>();
  if (metadata.email === context?.customer.email) hidden.add("email");
  if ("browser" in metadata) hidden.add("user_agent");
  const keys = [
    ...Object.keys(KNOWN).filter((key) => key in metadata),
    ...Object.keys(metadata).filter((key) => !(key in KNOWN)),
  ].filter((key) => !hidden.has(key));
  return (
    <>
      <CustomerCard
        name={customer.name}
        context={context}
        is_loading={known.status === "loading"}
      />
      <h3 className="mt-4 mb-1 text-xs font-medium text-text-subtle">This chat</h3>
      <dl className="divide-y">
        <Fact name="Subject">
          <IsolatedText>{subject}</IsolatedText>
        </Fact>
        <Fact name="Priority">
          <PriorityBadge priority={priority} />
        </Fact>
        <Fact name="Skills">
          {required_skills.length > 0 ? (
            <span className="flex flex-wrap gap-1">
              {required_skills.map((skill) => (
                <Badge key={skill}>
                  <bdi>{skill}</bdi>
                </Badge>
              ))}
            </span>
          ) : (
            "Any"
          )}
        </Fact>
        <Fact name="Started">
          <ClockTime at={created_at} show="both" />
        </Fact>
        <Fact name={status === "pending" ? "Waiting" : "Waited"}>
          <Duration
            since={status === "pending" ? waitsSince(session) : created_at}
            until={status === "pending" ? null : waitedUntil(session)}
          />
        </Fact>
        {agent && (
          <Fact name="Agent">
            <IsolatedText>{agent.name}</IsolatedText>
          </Fact>
        )}
        {ended_at && (
          <Fact name="Closed">
            <ClockTime at={ended_at} show="both" />
          </Fact>
        )}
        {rating !== null && (
          <Fact name="Rating">
            <RatingMark score={rating} />
            <RatingComment key={session.id} session_id={session.id} />
          </Fact>
        )}
        <Fact name="Channel">{CHANNELS[channel] ?? channel}</Fact>
        {session.ticket_id && (
          <Fact name="Ticket">
            <Link
              href={`/tickets/${session.ticket_id}`}
              className="text-accent-text underline underline-offset-2"
            >
              #{session.ticket_number}
            </Link>
          </Fact>
        )}
        <Fact name="At its start">{context?.at_start ? ordinal(context.at_start) : "—"}</Fact>
      </dl>
      {context && <CustomerTickets context={context} />}
      <CustomerChats {...known} reading={reading} onRead={onRead} />
      <h3 className="mt-4 mb-1 text-xs font-medium text-text-subtle">Visit</h3>
      {keys.length > 0 ? (
        <dl className="divide-y">
          {keys.map((key) => (
            <Fact key={key} name={KNOWN[key] ?? key}>
              <Value value={key === "device" ? asSentence(metadata[key]) : metadata[key]} />
            </Fact>
          ))}
        </dl>
      ) : (
        <p className="text-text-muted">Nothing is known.</p>
      )}
    </>
  );
}

/** What there was before this chat. */
function ordinal({ previous_chats, previous_tickets }: NonNullable<CustomerContext["at_start"]>) {
  const count = (of: number, what: string) =>
    of > 0 && `${of.toLocaleString("en")} ${what}${of === 1 ? "" : "s"}`;
  const before = [count(previous_chats, "earlier chat"), count(previous_tickets, "ticket")];
  return before.filter(Boolean).join(", ") || "Their first chat";
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-3 py-1.5">
      <dt className="wrap-anywhere text-text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

/** What a browser or a program said of itself: text, and a link only where it can be no script. */
function Value({ value }: { value: unknown }) {
  const text = value === null || value === undefined || value === "" ? "—" : String(value);
  if (!isWebAddress(text)) return <IsolatedText>{text}</IsolatedText>;
  return (
    <a
      href={text}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-text underline underline-offset-2"
    >
      <IsolatedText>
        {/* It may be broken after its own marks, before a word has to be. */}
        {text.split(/(?<=[^/:][/?&=])/).map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, never moved
          <Fragment key={place}>
            {part}
            <wbr />
          </Fragment>
        ))}
      </IsolatedText>
    </a>
  );
}

/** The page's own word for a device is lower case. */
const asSentence = (value: unknown) =>
  typeof value === "string" ? value.charAt(0).toUpperCase() + value.slice(1) : value;

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
