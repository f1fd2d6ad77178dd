"use client";

import { LogOut } from "lucide-react";
import { useEffect, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useClientState } from "@/lib/client/use-chat-client";

type Words = { title: string; text: string; link: string };

const SIGNED_OUT: Words = {
  title: "You are signed out.",
  text: "Sign in to go on. What you were writing is kept in this tab.",
  link: "Sign in",
};

/** By the reason that the server gives. */
const WORDS: Record<string, Words> = {
  deactivated: {
    title: "Your account was deactivated.",
    text: "Your chats went back to the queue. An admin can activate the account again; what you were writing is kept in this tab.",
    link: "Sign in as somebody else",
  },
  not_staff: {
    title: "You are no longer on the staff.",
    text: "Your chats went back to the queue. Ask an admin if this is a mistake; what you were writing is kept in this tab.",
    link: "Sign in as somebody else",
  },
};

/** In the place of the inbox once the sign-in counts no more: nothing of customers is left on it. */
export function SignedOut() {
  const reason = useClientState((state) => state.refusal?.details?.reason);
  const { title, text, link } = WORDS[String(reason)] ?? SIGNED_OUT;
  // The chat that was open is in the address.
  const [here] = useState(() => location.pathname + location.search);
  useEffect(() => {
    document.title = "Signed out · Parley";
  }, []);
  return (
    <main className="grid min-h-window place-items-center">
      <div role="alert">
        <EmptyState
          icon={<LogOut />}
          title={<h1>{title}</h1>}
          action={
            // A page load of its own, so that nothing of the old sign-in is left.
            <a
              href={`/login?next=${encodeURIComponent(here)}`}
              className={buttonClass({ variant: "primary" })}
            >
              {link}
            </a>
          }
        >
          {text}
        </EmptyState>
      </div>
    </main>
  );
}
