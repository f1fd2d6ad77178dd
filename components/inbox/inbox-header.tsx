"use client";

import { clsx } from "clsx";
import {
  BookOpenText,
  Command,
  Keyboard,
  KeyRound,
  LogOut,
  MessageSquareQuote,
  MessagesSquare,
  Settings2,
  Tickets,
} from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { ConnectionNotice } from "@/components/chat/connection-notice";
import { AlertsMenu } from "@/components/inbox/alerts-menu";
import { OwnStatus } from "@/components/inbox/own-status";
import { useSignOut } from "@/components/inbox/use-sign-out";
import { Avatar } from "@/components/ui/avatar";
import { ariaKeyShortcuts, Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import { useClientState } from "@/lib/client/use-chat-client";

type InboxHeaderProps = {
  name: string;
  /** On a phone the open chat has the screen, and this is a step back. */
  is_chat_open: boolean;
  onShowCommands: () => void;
  onShowKeys: () => void;
};

export function InboxHeader({ name, is_chat_open, onShowCommands, onShowKeys }: InboxHeaderProps) {
  const [header, setHeader] = useState<HTMLElement | null>(null);
  return (
    <header
      ref={setHeader}
      className={clsx(
        "flex shrink-0 flex-wrap items-center gap-x-2 border-b bg-surface px-3",
        is_chat_open && "max-md:border-b-0",
      )}
    >
      <MessagesSquare
        aria-hidden="true"
        className={clsx("size-5 shrink-0 text-accent", is_chat_open && "max-md:hidden")}
      />
      <span className={clsx("font-semibold max-sm:sr-only", is_chat_open && "max-md:sr-only")}>
        Parley
      </span>
      <h1 className={clsx("text-text-muted max-[24rem]:sr-only", is_chat_open && "max-md:sr-only")}>
        Inbox
      </h1>
      {/* In the row of the header where it fits, so that nothing moves when it comes and goes. */}
      <ConnectionNotice className="order-last -mx-3 basis-[calc(100%+1.5rem)] max-lg:rounded-none! lg:order-none lg:mx-2 lg:max-w-xl lg:flex-1 lg:basis-0 lg:py-0.5! lg:text-sm!" />
      <div
        className={clsx(
          "ms-auto flex min-h-12 items-center gap-1 sm:gap-2",
          is_chat_open && "max-md:hidden",
        )}
      >
        <OwnStatus />
        <Button
          size="sm"
          variant="ghost"
          aria-keyshortcuts={ariaKeyShortcuts("Mod+K")}
          onClick={onShowCommands}
        >
          <Command aria-hidden="true" />
          <span className="max-sm:sr-only">Commands</span>
          <span aria-hidden="true" className="inline-flex max-sm:hidden pointer-coarse:hidden">
            <Kbd keys="Mod+K" />
          </span>
        </Button>
        <Button
          size="sm"
          variant="ghost"
          aria-keyshortcuts="?"
          onClick={onShowKeys}
          // Where there is no room, the commands have it.
          className="max-sm:hidden pointer-coarse:hidden"
        >
          <Keyboard aria-hidden="true" className="max-sm:hidden" />
          Keys
          <span aria-hidden="true" className="inline-flex">
            <Kbd keys="?" />
          </span>
        </Button>
        <AlertsMenu header={header} />
        <AccountMenu name={name} header={header} />
      </div>
    </header>
  );
}

function AccountMenu({ name, header }: { name: string; header: HTMLElement | null }) {
  const signOut = useSignOut();
  const is_admin = useClientState((state) => state.me.role === "admin");

  return (
    <Menu>
      <MenuTrigger>
        <Button size="sm" variant="ghost" square aria-label="Your account">
          <Avatar name={name} size="sm" />
        </Button>
      </MenuTrigger>
      <MenuContent container={header}>
        <MenuLabel>
          <bdi className="wrap-anywhere">{name}</bdi>
        </MenuLabel>
        <MenuSeparator />
        <MenuItem asChild>
          <Link href="/tickets">
            <Tickets aria-hidden="true" />
            Tickets
          </Link>
        </MenuItem>
        {is_admin && (
          <MenuItem asChild>
            <Link href="/admin">
              <Settings2 aria-hidden="true" />
              Admin
            </Link>
          </MenuItem>
        )}
        <MenuItem asChild>
          {/* In a tab of its own: whoever leaves the inbox is offline. */}
          <a href="/inbox/canned-responses" target="_blank" rel="noreferrer">
            <MessageSquareQuote aria-hidden="true" />
            Canned responses
          </a>
        </MenuItem>
        <MenuItem asChild>
          <a href="/inbox/articles" target="_blank" rel="noreferrer">
            <BookOpenText aria-hidden="true" />
            Articles
          </a>
        </MenuItem>
        <MenuItem asChild>
          <a href="/account" target="_blank" rel="noreferrer">
            <KeyRound aria-hidden="true" />
            Account
          </a>
        </MenuItem>
        <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => void signOut()}>
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
