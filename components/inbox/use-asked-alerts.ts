"use client";

import { type AlertKind, useAlertChoice } from "@/components/inbox/use-alert-choice";
import { playSound } from "@/components/ui/sound";
import { useToast } from "@/components/ui/toast";

/** Turns an alert on or off; what needs the browser's leave asks for it first. */
export function useAskedAlerts() {
  const { choose } = useAlertChoice();
  const toast = useToast();
  return async (kind: AlertKind, on: boolean) => {
    if (on && kind === "notifications" && !(await mayNotify())) {
      toast({
        tone: "warning",
        title: "This browser does not allow notifications here.",
        description:
          "Allow them for this address in the browser's settings, then turn them on again.",
      });
      return;
    }
    choose(kind, on);
    // So that one knows what to listen for.
    if (on && kind === "sound") playSound("arrival");
  };
}

async function mayNotify(): Promise<boolean> {
  if (!("Notification" in window)) return false;
  return (await Notification.requestPermission()) === "granted";
}
