"use client";

import { useStoredChoice } from "@/components/ui/use-stored-choice";

export type AlertKind = "notifications" | "sound";

/** How this browser tells of a new chat in the queue: off until the agent turns it on. */
export function useAlertChoice() {
  const [notifies, setNotifies] = useStoredChoice("parley.inbox.notifications", false);
  const [sounds, setSounds] = useStoredChoice("parley.inbox.sound", false);
  function choose(kind: AlertKind, on: boolean) {
    if (kind === "notifications") setNotifies(on);
    else setSounds(on);
  }
  return { notifies, sounds, choose };
}
