"use client";

import { Bell, BellOff } from "lucide-react";
import { type AlertKind, useAlertChoice } from "@/components/inbox/use-alert-choice";
import { useAskedAlerts } from "@/components/inbox/use-asked-alerts";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckboxItem, MenuContent, MenuLabel, MenuTrigger } from "@/components/ui/menu";

const KINDS: [kind: AlertKind, label: string][] = [
  ["notifications", "Desktop notification"],
  ["sound", "Sound until someone takes it"],
];

/** How this browser tells of a new chat in the queue; the agent's own choice. */
export function AlertsMenu({ header }: { header: HTMLElement | null }) {
  const { notifies, sounds } = useAlertChoice();
  const turn = useAskedAlerts();
  const is_on = { notifications: notifies, sound: sounds };
  const Icon = notifies || sounds ? Bell : BellOff;
  const state = notifies || sounds ? "on" : "off";
  return (
    <Menu>
      <MenuTrigger>
        <Button size="sm" variant="ghost" square aria-label={`Alerts, ${state}`}>
          <Icon aria-hidden="true" />
        </Button>
      </MenuTrigger>
      <MenuContent container={header}>
        <MenuLabel>For a new chat in the queue</MenuLabel>
        {KINDS.map(([kind, label]) => (
          <MenuCheckboxItem
            key={kind}
            checked={is_on[kind]}
            onCheckedChange={(on) => turn(kind, on)}
          >
            {label}
          </MenuCheckboxItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
