"use client";

import { clsx } from "clsx";
import { ArrowLeft } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { CustomerMenu } from "@/components/customer/customer-menu";
import { EndChat } from "@/components/customer/end-chat";
import type { Person } from "@/components/customer/person";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { StatusDot } from "@/components/ui/status-dot";
import { useClientState } from "@/lib/client/use-chat-client";
import type { ReaderSession } from "@/lib/sessions/contract";

type ChatHeaderProps = {
  session_id: string;
  session: ReaderSession | undefined;
  person: Person;
  open_id: string | null;
  earlier: ReactNode;
  /** Where there is something to go back to. */
  onBack: (() => void) | null;
  ref?: Ref<HTMLHeadingElement>;
};

/** Who one talks to, whether they are there, and the ways out. */
export function ChatHeader(props: ChatHeaderProps) {
  const { session_id, session, person, open_id, earlier, onBack, ref } = props;
  const agent = session?.agent ?? null;
  const is_active = session?.status === "active";
  const is_present = useClientState((state) =>
    agent ? state.conversations[session_id]?.present[agent.id] === true : false,
  );
  const is_refused = useClientState((state) => state.connection === "refused");
  const is_connected = useClientState((state) => state.connection === "online");
  return (
    <header
      className={clsx(
        "flex min-h-14 shrink-0 items-center gap-2 border-b py-2 pe-2",
        // An icon has room around it, what is no button stands where the messages begin.
        onBack ? "ps-2" : "ps-4",
      )}
    >
      {onBack && (
        <IconButton label="Back" tooltipSide="bottom" onClick={onBack}>
          <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
        </IconButton>
      )}
      {agent && <Avatar name={agent.name} />}
      <div className="min-w-0 flex-1">
        <h1 ref={ref} tabIndex={-1} className="text-md font-semibold outline-none">
          <IsolatedText truncate className="w-fit max-w-full">
            {agent ? agent.name : titleOf(session)}
          </IsolatedText>
        </h1>
        {is_active && is_connected ? (
          <StatusDot
            tone={is_present ? "success" : "neutral"}
            label={is_present ? "Here now" : "Not here now"}
          />
        ) : (
          session && (
            <IsolatedText truncate className="w-fit max-w-full text-sm text-text-muted">
              {session.subject}
            </IsolatedText>
          )
        )}
      </div>
      {session && session.status !== "closed" && !is_refused && <EndChat session={session} />}
      <CustomerMenu person={person} open_id={open_id} earlier={earlier} />
    </header>
  );
}

function titleOf(session: ReaderSession | undefined): string {
  return session?.status === "pending" ? "In the queue" : "Chat";
}
