"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";

/** A cut this short is over before one has read of it, in milliseconds. */
const PATIENCE = 2000;

/** Says when what is on the screen may be old, and what is done about it. */
export function ConnectionNotice() {
  const connection = useClientState((state) => state.connection);
  const is_full = useClientState((state) => state.is_full);
  const client = useChatClient();
  const offline = connection === "offline";
  const [late, setLate] = useState(false);
  const path = usePathname();
  const query = useSearchParams().toString();

  useEffect(() => {
    if (!offline) return;
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [offline]);

  if (!(offline && late) && connection !== "refused") return null;
  const next = encodeURIComponent(query ? `${path}?${query}` : path);
  return (
    <div className="mx-auto w-full max-w-7xl 2xl:max-w-[100rem] px-4 pt-4">
      {offline && is_full ? (
        <Banner
          tone="warning"
          title="Parley has all the connections that it takes"
          action={<Button onClick={() => client?.connect()}>Try again</Button>}
        >
          What you see may be old. It is tried again by itself; Settings has the limit.
        </Banner>
      ) : offline ? (
        <Banner tone="warning" title="No connection">
          What you see may be old. Parley connects again by itself.
        </Banner>
      ) : (
        <Banner
          tone="danger"
          title="You are signed out"
          action={
            // A page load of its own, so that nothing of the old sign-in is left.
            <a href={`/login?next=${next}`} className={buttonClass({ variant: "primary" })}>
              Sign in
            </a>
          }
        >
          Your sign-in has ended, or your account was deactivated.
        </Banner>
      )}
    </div>
  );
}
