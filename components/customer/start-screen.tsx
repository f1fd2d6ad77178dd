"use client";

import type { ReactNode } from "react";
import { AvailabilityLine } from "@/components/customer/availability-line";
import type { Person } from "@/components/customer/person";
import type { Started } from "@/components/customer/start-chat";
import { StartForm } from "@/components/customer/start-form";
import { Banner } from "@/components/ui/banner";
import type { Availability } from "@/lib/queue/contract";

type StartScreenProps = {
  person: Person | null;
  /** Who one is here, or can be. */
  header: ReactNode;
  availability: Availability | null;
  /** The chat that the address names and a stranger may not see. */
  asked_for: string | null;
  /** Whether one came here from another screen. */
  takes_focus?: boolean;
  onStarted: (started: Started) => void;
  earlier?: ReactNode;
};

export function StartScreen(props: StartScreenProps) {
  const {
    person,
    header,
    availability,
    asked_for,
    takes_focus = false,
    onStarted,
    earlier,
  } = props;
  return (
    <div className="mx-auto flex min-h-window max-w-lg flex-col px-4 pb-8">
      <header className="flex min-h-14 items-center justify-end gap-2 py-2">{header}</header>
      <main className="flex flex-col gap-6 sm:pt-[6vh]">
        {asked_for && (
          <Banner tone="info">
            You are signed out here. Sign in to open your earlier chat, or start a new one.
          </Banner>
        )}
        <div>
          <h1 className="text-2xl font-semibold text-balance">Chat with us</h1>
          <p className="mt-1 text-md text-text-muted">
            Write what it is about. A person reads it and answers here.
          </p>
          <AvailabilityLine initial={availability} />
        </div>
        <StartForm person={person} takes_focus={takes_focus} onStarted={onStarted} />
        {earlier && (
          <section aria-labelledby="earlier-chats" className="mt-4">
            <h2 id="earlier-chats" className="mb-2 text-md font-semibold">
              Earlier chats
            </h2>
            {earlier}
          </section>
        )}
      </main>
    </div>
  );
}
