"use client";

import { useEffect, useRef, useState } from "react";
import type { TicketChange } from "@/components/tickets/use-ticket";
import type { Ticket } from "@/lib/tickets/contract";

/** So long after the last key or click a change is meant, in milliseconds: arrows pass by others. */
const MEANT_AFTER = 600;

export type WantedChange = TicketChange & { version: number };

type Sender = {
  /** One is under way: the next waits, and is decided on what that one makes of the ticket. */
  isPending: boolean;
  /** The last one was refused. */
  isError: boolean;
};

/**
 * What was chosen and is not sent yet. It is decided on the version that was seen first, which goes
 * with it; when it is meant, or the page is left, `send` gets it.
 */
export function useWantedChange(
  ticket: Ticket | undefined,
  { isPending, isError }: Sender,
  send: (change: WantedChange) => void,
) {
  const [wanted, setWanted] = useState<(TicketChange & { version: number | null }) | null>(null);
  const newest = useRef({ wanted, ticket, send });
  useEffect(() => {
    newest.current = { wanted, ticket, send };
  });

  function flush() {
    const { wanted, ticket, send } = newest.current;
    if (!wanted || !ticket) return;
    newest.current = { wanted: null, ticket, send };
    setWanted(null);
    send({ ...wanted, version: wanted.version ?? ticket.version });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads the newest
  useEffect(() => {
    if (!wanted || isPending) return;
    // It stood on a change that was not made.
    if (isError && wanted.version === null) return setWanted(null);
    const timer = setTimeout(flush, MEANT_AFTER);
    return () => clearTimeout(timer);
  }, [wanted, isPending, isError]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is left
  useEffect(() => flush, []);

  return {
    wanted,
    want(change: TicketChange) {
      const version = isPending ? null : (ticket?.version ?? null);
      setWanted((before) => ({ version, ...before, ...change }));
    },
    flush: () => !isPending && flush(),
  };
}
