"use client";

import { Inbox, KeyRound, LogOut, MessagesSquare, Settings2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { signOut } from "@/lib/client/sign-in";
import type { Me } from "@/lib/client/state";

export function TicketsHeader({ me }: { me: Me & { name: string } }) {
  return (
    <header className="border-b bg-surface">
      <div className="mx-auto flex min-h-13 max-w-6xl flex-wrap items-center gap-x-4 px-4">
        <p className="flex shrink-0 items-center gap-2 font-semibold">
          <MessagesSquare aria-hidden="true" className="size-5 text-accent" />
          <span className="max-sm:sr-only">Parley</span>
        </p>
        <div className="ms-auto flex min-w-0 flex-1 items-center justify-end gap-1">
          <Link
            href="/account"
            title="Your account"
            className={`${buttonClass({ variant: "ghost", size: "sm" })} max-w-64 min-w-0`}
          >
            <KeyRound aria-hidden="true" />
            <IsolatedText truncate className="max-sm:sr-only">
              {me.name}
            </IsolatedText>
          </Link>
          <Link href="/inbox" className={buttonClass({ variant: "ghost", size: "sm" })}>
            <Inbox aria-hidden="true" />
            Inbox
          </Link>
          {me.role === "admin" && (
            <Link href="/admin" className={buttonClass({ variant: "ghost", size: "sm" })}>
              <Settings2 aria-hidden="true" />
              Admin
            </Link>
          )}
          <SignOut />
        </div>
      </div>
    </header>
  );
}

function SignOut() {
  const [running, setRunning] = useState(false);
  const toast = useToast();

  async function leave() {
    setRunning(true);
    try {
      await signOut("staff");
      location.assign("/login");
    } catch (error) {
      const { message } = toErrorBody(error);
      toast({ tone: "danger", title: "You are still signed in", description: message });
      setRunning(false);
    }
  }

  return (
    <Button variant="ghost" size="sm" loading={running} onClick={leave}>
      <LogOut aria-hidden="true" />
      Sign out
    </Button>
  );
}
