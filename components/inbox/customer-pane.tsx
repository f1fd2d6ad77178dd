"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { PriorityBadge } from "@/components/inbox/priority-badge";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ClockTime } from "@/components/ui/clock-time";
import { Duration } from "@/components/ui/duration";
import { IconButton } from "@/components/ui/icon-button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Skeleton } from "@/components/ui/skeleton";
import { type KnownSession, waitsSince } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";
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
  onClose: () => void;
};

/** Who the customer is, and what is known of this chat. */
export function CustomerPane({ session_id, is_open, onClose }: CustomerPaneProps) {
  const session = useClientState((state) => (session_id ? state.sessions[session_id] : undefined));
  const is_gone = useClientState(
    (state) => !!session_id && state.conversations[session_id]?.status === "gone",
  );
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
      <div className="min-h-0 flex-1 overflow-y-auto p-3">
        {session && !is_gone ? (
          <Details session={session} />
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
    </aside>
  );
}

function Details({ session }: { session: KnownSession }) {
  const { customer, agent, status, subject, priority, channel, required_skills } = session;
  const { created_at, assigned_at, ended_at, metadata = {} } = session;
  const keys = [
    ...Object.keys(KNOWN).filter((key) => key in metadata),
    ...Object.keys(metadata).filter((key) => !(key in KNOWN)),
  ];
  return (
    <>
      <div className="flex min-w-0 items-center gap-3">
        <Avatar name={customer.name} size="lg" />
        <p className="min-w-0 text-md font-semibold">
          <IsolatedText>{customer.name}</IsolatedText>
        </p>
      </div>
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
            until={assigned_at ?? ended_at}
          />
        </Fact>
        {agent && (
          <Fact name="Agent">
            <IsolatedText>{agent.name}</IsolatedText>
          </Fact>
        )}
        {ended_at && (
          <Fact name="Ended">
            <ClockTime at={ended_at} show="both" />
          </Fact>
        )}
        <Fact name="Channel">{CHANNELS[channel] ?? channel}</Fact>
      </dl>
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
