"use client";

import { clsx } from "clsx";
import { Inbox, KeyRound, LogOut, MessagesSquare, Tickets } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { signOut } from "@/lib/client/sign-in";

const tabs = [
  { href: "/admin", label: "Overview" },
  { href: "/admin/chats", label: "Chats" },
  { href: "/admin/staff", label: "Staff" },
  { href: "/admin/canned-responses", label: "Responses" },
  { href: "/admin/articles", label: "Articles" },
  { href: "/admin/reports", label: "Reports" },
  { href: "/admin/audit", label: "Audit" },
  { href: "/admin/settings", label: "Settings" },
];

export function AdminHeader({ name }: { name: string }) {
  const path = usePathname();
  return (
    <header className="border-b bg-surface print:hidden">
      <div className="mx-auto flex max-w-7xl 2xl:max-w-[100rem] flex-wrap items-center gap-x-4 px-4 lg:h-13">
        <p className="flex h-12 shrink-0 items-center gap-2 font-semibold">
          <MessagesSquare aria-hidden="true" className="size-5 text-accent" />
          <span className="max-[24rem]:sr-only">Parley</span>
        </p>
        <nav
          aria-label="Admin"
          className="-mx-1 flex w-full flex-wrap gap-x-1 max-lg:order-last lg:h-full lg:w-auto lg:flex-nowrap"
        >
          {tabs.map(({ href, label }) => {
            const current = path === href || (href !== "/admin" && path.startsWith(`${href}/`));
            return (
              <Link
                key={href}
                href={href}
                aria-current={current ? "page" : undefined}
                className={clsx(
                  "inline-flex min-h-10 items-center border-b-2 px-2 font-medium transition-colors hover:text-text focus-visible:-outline-offset-2 pointer-coarse:min-h-11",
                  current ? "border-accent text-text" : "border-transparent text-text-muted",
                )}
              >
                {label}
              </Link>
            );
          })}
        </nav>
        <div className="ms-auto flex min-w-0 flex-1 items-center justify-end gap-1">
          <Link
            href="/account"
            title="Your account"
            className={`${buttonClass({ variant: "ghost", size: "sm" })} max-w-64 min-w-0`}
          >
            <KeyRound aria-hidden="true" />
            <IsolatedText truncate className="max-sm:sr-only">
              {name}
            </IsolatedText>
          </Link>
          <Link href="/tickets" className={buttonClass({ variant: "ghost", size: "sm" })}>
            <Tickets aria-hidden="true" />
            Tickets
          </Link>
          <Link href="/inbox" className={buttonClass({ variant: "ghost", size: "sm" })}>
            <Inbox aria-hidden="true" />
            Inbox
          </Link>
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
