"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";

/** A cut this short is over before one has read of it; a first connection may take longer. */
const PATIENCE = { offline: 2000, connecting: 5000 };

type ConnectionNoticeProps = {
  /** Shown with "You are signed out.": the way back in. */
  signedOutAction?: ReactNode;
  className?: string;
};

/** Says in words that the connection is lost or refused; nothing while all is well. */
export function ConnectionNotice({ signedOutAction, className }: ConnectionNoticeProps) {
  const connection = useClientState((state) => state.connection);
  const is_full = useClientState((state) => state.is_full);
  const client = useChatClient();
  const [is_late, setLate] = useState(false);
  const patience = connection in PATIENCE ? PATIENCE[connection as keyof typeof PATIENCE] : null;

  useEffect(() => {
    if (patience === null) return;
    const timer = setTimeout(() => setLate(true), patience);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [patience]);

  if (connection === "refused") {
    return (
      <Banner tone="warning" action={signedOutAction} className={className}>
        You are signed out. Nothing can be sent from here; what you wrote can be copied.
      </Banner>
    );
  }
  if (is_full) {
    return (
      <Banner
        tone="warning"
        action={<Button onClick={() => client?.connect()}>Try again</Button>}
        className={className}
      >
        Very many people are here right now. You are let in as soon as there is room; what you write
        is kept.
      </Banner>
    );
  }
  if (!is_late || connection === "online") return null;
  return (
    <Banner tone="warning" className={className}>
      No connection. What you write is kept and sent when it is back.
    </Banner>
  );
}
